import fc from 'fast-check'
import type { Insertable } from 'kysely'
import { expect } from 'vitest'
import { reconciliation } from '../../../src/finance/reconciliation/report.ts'
import type { Schema } from '../../../src/platform/database/schema.ts'
import { addDays, type Day } from '../../../src/platform/day.ts'
import { testWithDatabase as test } from '../../database.ts'
import { type Booking, book, stripeRow } from '../../ledger/builders.ts'
import { asked, currency, reportDeps } from '../asked.ts'

const histories = 200
const seed = 20_261_124
const first = '2026-01-01'

/** What happened on a day: money that came or went, or a payout of what no payout has taken yet. */
type Move = Readonly<{ day: number; net: number; apart: boolean }>
type Sent = Readonly<{
  day: number
  /** Days until it arrives, and until the bank sends it back, if it does. */
  travels: number
  returned: number | null
  automatic: boolean
  /** The list of what it took lacks its first row. */
  lacks: boolean
}>
type Step = Readonly<{ move: Move } | { sent: Sent }>

const day = fc.integer({ min: 0, max: 110 })
const move = fc.record({
  day,
  net: fc.integer({ min: -5_000, max: 20_000 }),
  apart: fc.constantFrom(false, false, true),
})
const sent = fc.record({
  day,
  travels: fc.integer({ min: 0, max: 5 }),
  returned: fc.option(fc.integer({ min: 0, max: 40 }), { freq: 3 }),
  automatic: fc.boolean(),
  lacks: fc.boolean(),
})
const history = fc
  .array(
    fc.oneof(
      move.map((move) => ({ move })),
      sent.map((sent) => ({ sent })),
    ),
    { maxLength: 10 },
  )
  .map((steps: Step[]) => steps.toSorted((a, b) => dayOf(a) - dayOf(b)))

function dayOf(step: Step): number {
  return 'move' in step ? step.move.day : step.sent.day
}

/** One history as rows of a currency of its own, and what plain counting expects of each month. */
type Lived = {
  rows: { id: string; day: Day; net: number; kind: 'activity' | 'payout'; apart: boolean }[]
  taken: { entry_id: string; payout: string }[]
  payouts: Insertable<Schema['payout']>[]
  listed: { day: Day; id: string; kind: string; amount: number; status: string }[]
  bookings: Booking[]
}

function live(steps: readonly Step[], code: string): Lived {
  const lived: Lived = { rows: [], taken: [], payouts: [], listed: [], bookings: [] }
  let waiting: Lived['rows'] = []
  const add = (at: number, net: number, kind: 'activity' | 'payout', apart = false) => {
    const booked = stripeRow(kind === 'payout' ? 'payout' : 'payment', addDays(first, at), {
      ...{ amount_minor: BigInt(net), currency: code },
      ...(apart ? { balance_type: 'risk_reserved' } : {}),
    })
    lived.bookings.push(booked)
    const row = { id: booked.entry.id, day: addDays(first, at), net, kind, apart }
    lived.rows.push(row)
    return { row, txn: booked.entry.balance_transaction ?? '' }
  }
  for (const step of steps) {
    if ('move' in step) {
      const { row } = add(step.move.day, step.move.net, 'activity', step.move.apart)
      if (!row.apart) waiting.push(row)
      continue
    }
    const { sent } = step
    const taken = sent.automatic && sent.lacks ? waiting.slice(1) : waiting
    const amount = waiting.reduce((sum, { net }) => sum + net, 0)
    if (amount <= 0) continue
    const id = `po_${code}_${lived.payouts.length}`
    const out = add(sent.day, -amount, 'payout')
    const back = sent.returned === null ? null : add(sent.day + sent.returned, amount, 'payout')
    if (sent.automatic) {
      lived.taken.push(...[...taken, out.row].map((row) => ({ entry_id: row.id, payout: id })))
    }
    const arrival = addDays(first, sent.day + sent.travels)
    lived.payouts.push({
      ...{ id, amount_minor: BigInt(amount), currency: code, automatic: sent.automatic },
      ...{ status: 'paid', arrival, day: arrival, created: new Date(0), seen_at: new Date(0) },
      reconciliation_status: sent.automatic ? 'completed' : 'not_applicable',
      ...{ balance_transaction: out.txn, failure_balance_transaction: back?.txn ?? null },
    })
    const sum = taken.reduce((total, { net }) => total + net, 0)
    const automatic = sum === amount ? 'matched' : 'mismatch'
    const status = sent.automatic ? automatic : 'no_transactions'
    const stands = back !== null && back.row.day < arrival ? back.row.day : arrival
    lived.listed.push({ day: stands, id, kind: 'payout', amount, status })
    if (back) lived.listed.push({ day: back.row.day, id, kind: 'return', amount: -amount, status })
    waiting = []
  }
  return lived
}

function naive({ rows, listed }: Lived, from: Day, to: Day) {
  let [opening, activity, payouts, sentBefore, arrivedBefore, arrived] = [0, 0, 0, 0, 0, 0]
  for (const { day, net, kind, apart } of rows) {
    if (apart || day >= to) continue
    if (day < from) opening += net
    if (day < from && kind === 'payout') sentBefore -= net
    if (day >= from && kind === 'activity') activity += net
    if (day >= from && kind === 'payout') payouts -= net
  }
  for (const { day, amount } of listed) {
    if (day < from) arrivedBefore += amount
    else if (day < to) arrived += amount
  }
  return {
    ...{ opening_minor: opening, activity_minor: activity, payouts_minor: payouts },
    closing_minor: opening + activity - payouts,
    arrived_minor: arrived,
    in_transit_opening_minor: sentBefore - arrivedBefore,
    in_transit_closing_minor: sentBefore + payouts - arrivedBefore - arrived,
  }
}

/** A code of its own for each: AAA, AAB … */
function codeOf(index: number): string {
  return [676, 26, 1]
    .map((unit) => String.fromCharCode(65 + (Math.floor(index / unit) % 26)))
    .join('')
}

test(`${histories} histories, seed ${seed}, are reconciled as plain counting does`, async ({
  books,
}) => {
  const lives = fc
    .sample(history, { numRuns: histories, seed })
    .map((steps, index) => ({ code: codeOf(index), lived: live(steps, codeOf(index)) }))
  const all = <Row>(of: (lived: Lived) => readonly Row[]) => lives.flatMap(({ lived }) => of(lived))
  await book(
    books.trx,
    all(({ bookings }) => bookings),
  )
  await books.trx
    .insertInto('payout')
    .values(all(({ payouts }) => payouts))
    .execute()
  await books.trx
    .insertInto('entry_payout')
    .values(all(({ taken }) => taken))
    .execute()
  for (const { code, lived } of lives) {
    const query = asked({ from: first, to: '2026-06-01', currency: currency(code) })
    const { periods, total } = await reconciliation(books.reader, query, reportDeps)
    for (const period of [...periods, total]) {
      const { from, to, payouts } = period
      expect([code, period]).toMatchObject([code, naive(lived, from, to)])
      const listed = lived.listed.filter(({ day }) => from <= day && day < to)
      expect(payouts.map(told).sort()).toEqual(listed.map((one) => told(plain(one))).sort())
    }
  }
})

type Told = Readonly<{
  arrival: Day
  id: string
  kind: string
  amount_minor: number
  status: string
}>
function told({ arrival, id, kind, amount_minor, status }: Told): string {
  return `${arrival} ${id} ${kind} ${amount_minor} ${status}`
}
function plain({ day, amount, ...more }: Lived['listed'][number]): Told {
  return { ...more, arrival: day, amount_minor: amount }
}
