import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { sumsOnBasis } from '../../../src/finance/basis-sums.ts'
import { earnedByPayment } from '../../../src/finance/deferred/earned.ts'
import { declaredEarning, defers, type Earning } from '../../../src/finance/deferred/earning.ts'
import { rollForwards } from '../../../src/finance/deferred/roll-forward.ts'
import { deferredRows } from '../../../src/finance/deferred/rows.ts'
import { type EntryRow, entryRows } from '../../../src/finance/entries/rows.ts'
import { periodsOf } from '../../../src/finance/period.ts'
import { deferredSums } from '../../../src/finance/rollups/deferred.ts'
import { type Part, passOver } from '../../../src/finance/rollups/pass.ts'
import { type Grouping, groupings } from '../../../src/finance/sums.ts'
import { declaredTaxes } from '../../../src/finance/tax/rules.ts'
import { valuationOf } from '../../../src/finance/valued.ts'
import { type EntryFilter, none } from '../../../src/ledger/entries.ts'
import { endSubscription, writeInvoice, writeSubscription } from '../../../src/members/store.ts'
import { type Database, type Reader, readerOf } from '../../../src/platform/database/connection.ts'
import { addDays, startOfDay } from '../../../src/platform/day.ts'
import { testWithDatabase as test } from '../../database.ts'
import { type Booking, book, gift, rate, refund, zone } from '../../ledger/builders.ts'
import { currency, reportDeps } from '../asked.ts'
import { declareProduct, declareTax } from '../declared.ts'
import { machineClock, whole } from './whole.ts'

const eur = currency('EUR')
const ranges = [
  ...periodsOf({ from: '2026-01-01', to: '2026-05-01' }, 'month'),
  { from: '2026-01-01', to: '2027-01-01' },
  { from: '2026-01-11', to: '2026-03-20' },
  { from: '2026-02-03', to: '2026-02-04' },
  { from: '2025-01-01', to: '2026-02-15' },
]

const dayOf = (days: number) => addDays('2026-01-01', days)
const days = (most: number) => fc.integer({ min: 0, max: most })
const label = fc.record({
  class: fc.constantFrom('membership', 'membership', null),
  product: fc.constantFrom('prod_year', 'prod_split', 'prod_dollar', 'prod_gift'),
  campaign: fc.constantFrom('spring', null),
  article: fc.constantFrom('a-1', null),
  country: fc.constantFrom('UA', 'DE', null),
  subscription: fc.constantFrom('sub_a', 'sub_b', null),
})
const service = fc.record({
  starts: fc.integer({ min: -20, max: 20 }),
  lasts: fc.constantFrom(0, 1, 28, 31, 90, 365),
})
type Service = typeof service extends fc.Arbitrary<infer Value> ? Value : never
const any = fc.nat({ max: 1000 })

const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      ...{ paid: days(120), amount: fc.bigInt({ min: 1n, max: 20_000n }), label, service },
      ...{ code: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'), isTold: fc.boolean() },
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('give back' as const),
      ...{
        any,
        later: fc.integer({ min: -3, max: 60 }),
        percent: fc.bigInt({ min: 1n, max: 70n }),
      },
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('bill' as const), any, service }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('relabel' as const), any, label }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('end' as const),
      ...{ subscription: fc.constantFrom('sub_a', 'sub_b') },
      day: fc.option(days(150), { nil: null }),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'pass' as const }) },
)
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

type Paid = Readonly<{ booking: Booking; day: string }>

/** What happens, one after the other; `paid` remembers the payments of all stories. */
async function happens(db: Database, one: Act, { paid, part }: Told) {
  const chosen = 'any' in one ? paid[one.any % paid.length] : undefined
  switch (one.kind) {
    case 'pay': {
      const day = dayOf(one.paid)
      const { entry, label } = gift(day, one.amount, { currency: one.code, label: one.label })
      const booking = { entry, label: { ...label, invoice: `in_${entry.id}` } }
      await book(db, [booking])
      paid.push({ booking, day })
      return one.isTold ? bill(db, { booking, day }, one.service) : undefined
    }
    case 'give back':
      if (chosen) await giveBack(db, chosen, one)
      return
    case 'bill':
      return chosen && bill(db, chosen, one.service)
    case 'relabel':
      return chosen && relabel(db, chosen, one.label)
    case 'end':
      return end(db, one.subscription, one.day)
    case 'pass':
      await passOver({ db, machineClock }, part)
  }
}

type Told = Readonly<{ paid: Paid[]; part: Part }>

async function giveBack(
  db: Database,
  { booking, day }: Paid,
  { later, percent }: Readonly<{ later: number; percent: bigint }>,
) {
  const { amount_minor, charge = null, currency: code } = booking.entry
  const part = (amount_minor * percent) / 100n
  const more = { charge, currency: code, label: booking.label }
  const { label, ...row } = refund(addDays(day, later), part, undefined, more)
  await book(db, [{ ...row, label: { ...label, entry_id: row.entry.id, version: 1 } }])
}

async function bill(db: Database, { booking, day }: Paid, { starts, lasts }: Service) {
  const at = (days: number) => startOfDay(addDays(day, days), zone)
  const { amount_minor, currency: code } = booking.entry
  const row = {
    ...{ id: `${booking.label.invoice}`, status: 'paid', currency: code },
    ...{ amount_due_minor: amount_minor, amount_paid_minor: amount_minor },
    ...{ period_start: at(starts), period_end: at(starts + lasts) },
    ...{ created: at(Math.min(starts, 0)), seen_at: new Date(0) },
  }
  await db.transaction().execute((trx) => writeInvoice(trx, row))
}

async function relabel(db: Database, { booking }: Paid, told: object) {
  await sql`insert into entry_label (entry_id, version, class, product, campaign, article, country,
      member_id, invoice, subscription, labelled_at)
    select entry_id, max(version) + 1, new.class, new.product, new.campaign, new.article, new.country,
      max(member_id), max(invoice), new.subscription, now()
    from entry_label, jsonb_to_record(${JSON.stringify(told)}::jsonb) as new (class text,
      product text, campaign text, article text, country text, subscription text)
    where entry_id = ${booking.entry.id}
    group by entry_id, new.class, new.product, new.campaign, new.article, new.country,
      new.subscription`.execute(db)
}

/** It ended on a day, or did not end after all; Stripe may also lose its customer. */
async function end(db: Database, id: string, day: number | null) {
  const at = startOfDay('2026-01-01', zone)
  const ended_at = day === null ? null : startOfDay(dayOf(day), zone)
  await db.transaction().execute(async (trx) => {
    if (day !== null && day % 5 === 0) return endSubscription(trx, id, startOfDay(dayOf(day), zone))
    return writeSubscription(trx, {
      ...{ member_id: `mem_${id}`, id, customer: `cus_${id}`, started_at: at, ended_at },
      ...{ status: 'canceled', raw_status: 'canceled', amount_minor: 0n, currency: 'EUR' },
      ...{ frequency: 'monthly', interval_unit: 'month', interval_count: 1, seen_at: at },
    })
  })
}

const span = { from: '2026-01-11', to: '2026-03-20' } as const
const behind = { figure: 'recognised_minor', interval: 'month', basis: 'net' } as const

/** All that reports make of it, and the payments behind a figure; places that came to nothing are as good as none. */
async function figures(reader: Reader, by: Grouping) {
  const earning = await declaredEarning(reader, reportDeps.config)
  if (!defers(earning)) throw new Error('products are declared')
  const valuation = await valuationOf(reader, {}, eur)
  const asked = { ranges, by, basis: 'recognised', valuation } as const
  const sums = { ...asked, filter: {}, figures: ['gross_minor', 'net_minor'] } as const
  const rolled = await rollForwards(reader, { ranges, filter: {}, currency: eur }, earning)
  const earned = await sumsOnBasis(reader, sums, reportDeps)
  const rows = await deferredRows(reader, { ...behind, ...span, limit: 500 }, reportDeps)
  const narrowed = [{}, { campaign: 'spring' }, { country: none, class: 'membership' }]
  const entries = await Promise.all(
    narrowed.map((more) =>
      entriesInPages(reader, { from: span.from, to: span.to, ...more }, earning),
    ),
  )
  return {
    rows,
    entries,
    rolled: rolled
      .filter(({ range: _, ...amounts }) => Object.values(amounts).some((amount) => amount !== 0n))
      .sort((a, b) => a.range - b.range),
    earned: [...earned.values()]
      .flat()
      .filter((row) => row.gross_minor !== 0n || row.net_minor !== 0n || row.unrated !== 0n),
  }
}

/** The rows of a recognised figure, a few a page, which come to the sum beside every page. */
async function entriesInPages(reader: Reader, filter: EntryFilter, earning: Earning) {
  const query = {
    filter,
    earning,
    figure: 'net_minor',
    basis: 'recognised',
    currency: eur,
  } as const
  const rows: EntryRow[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await entryRows(reader, { ...query, cursor, limit: 40 })
    if (page.kind !== 'found') throw new Error('a cursor of ours')
    rows.push(...page.rows)
    if (page.next_cursor === null) {
      const isRated = rows.every(({ figure_minor }) => figure_minor !== null)
      const added = rows.reduce((sum, { figure_minor }) => sum + (figure_minor ?? 0n), 0n)
      expect(page.sum_minor).toBe(isRated ? added : null)
      const earned = await earnedByPayment(reader, filter, { currency: eur, earning })
      const older = (list: readonly Readonly<{ id: string; day: string }>[]) =>
        list.flatMap(({ id, day }) => (day < span.from ? [id] : [])).sort()
      expect(older(rows)).toEqual(older(earned))
      return { rows, sum_minor: page.sum_minor }
    }
    cursor = page.next_cursor
  }
}

class RolledBack extends Error {}

/** The same with nothing kept: from the payments alone. */
async function rawFigures(db: Database, by: Grouping) {
  let raw: Awaited<ReturnType<typeof figures>> | undefined
  const work = db.transaction().execute(async (trx) => {
    await trx.deleteFrom('rollup_mark').execute()
    raw = await figures(readerOf(trx), by)
    throw new RolledBack()
  })
  await work.catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error
  })
  return raw
}

async function keptRows(db: Database) {
  const sums = await sql`select * from deferred_sum order by dimension, day, key, class`.execute(db)
  const payments = await sql`select * from deferred_payment order by id`.execute(db)
  return [sums.rows, payments.rows]
}

/** Few rows a pass, so that one of many is met. */
async function partOf(db: Database): Promise<Part> {
  const reader = readerOf(db)
  const earning = await declaredEarning(reader, reportDeps.config)
  if (!defers(earning)) throw new Error('products are declared')
  const rules = { currency: eur, taxes: await declaredTaxes(reader) }
  return { ...deferredSums(rules, earning), most: 3 }
}

test('200 histories in any order of payments, bills, ends and passes come to what their payments do', async ({
  db,
}) => {
  await declareTax(db, { rate: '0.20', regime: 'included', product: 'prod_year' })
  await declareProduct(db, 'prod_year', { treatment: 'exchange' })
  await declareProduct(db, 'prod_split', { treatment: 'split', fair_value_minor: 300 })
  const dollars = { treatment: 'split', fair_value_minor: 300, currency: 'USD' } as const
  await declareProduct(db, 'prod_dollar', dollars)
  await rate(db, 'USD', '2026-01-05', '1.25')
  const part = await partOf(db)
  const paid: Paid[] = []
  const story = fc.array(act, { minLength: 1, maxLength: 8 })
  const twenty = fc.array(story, { minLength: 20, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(twenty, fc.constantFrom(...groupings), async (stories, by) => {
      for (const one of stories.flat()) await happens(db, one, { paid, part })
      expect(await figures(readerOf(db), by)).toEqual(await rawFigures(db, by))
    }),
    { numRuns: 10, endOnFailure: true },
  )
  const all = { ...part, most: 1000 }
  await whole(db, all)
  const kept = await keptRows(db)
  await db.deleteFrom('rollup_mark').execute()
  await whole(db, all)
  expect(await keptRows(db)).toEqual(kept)
  expect(await figures(readerOf(db), 'campaign')).toEqual(await rawFigures(db, 'campaign'))
}, 90_000)
