import fc from 'fast-check'
import { expect } from 'vitest'
import { entryRows } from '../../src/finance/entries/rows.ts'
import {
  type Basis,
  bases,
  type FigureName,
  type RevenueFigure,
  revenueFigures,
  type ShareFigure,
  shareFigures,
} from '../../src/finance/figures.ts'
import { readerShare } from '../../src/finance/reader-share/report.ts'
import type { SharePeriod } from '../../src/finance/reader-share/share-period.ts'
import { revenue } from '../../src/finance/revenue/report.ts'
import type { RevenuePeriod } from '../../src/finance/revenue/revenue-period.ts'
import { incomeClasses } from '../../src/ledger/classes.ts'
import { type Database, type Reader, readerOf } from '../../src/platform/database/connection.ts'
import { addDays, addMonths, daysBetween } from '../../src/platform/day.ts'
import { testWithDatabase as test } from '../database.ts'
import {
  type Booking,
  book,
  gift,
  income,
  onDay,
  rateAll,
  refund,
  stripeRow,
} from '../ledger/builders.ts'
import { asked, reportDeps } from './asked.ts'
import { naiveFigure, rates } from './naive.ts'

/** Of a quarter of 2026, which is as long as any at least, before the rate of 30 March. */
const day = fc.integer({ min: 1, max: 87 }).map((days) => {
  const date = new Date(Date.UTC(2026, 0, days))
  return date.toISOString().slice(0, 10)
})
const minor = fc.bigInt({ min: 0n, max: 1_000_000n })
const currency = fc.constantFrom('EUR', 'EUR', 'USD', 'JPY')
const label = fc.record({
  class: fc.constantFrom('membership', 'gift', null),
  campaign: fc.constantFrom('spring', null),
  member_id: fc.constantFrom('mem_a', 'mem_b', null),
})
const otherKinds = [
  ...(['refund_failure', 'dispute', 'dispute_reversal', 'payment_failure'] as const),
  ...(['fee', 'payout', 'adjustment', 'unclassified'] as const),
] as const

const paid = fc
  .tuple(day, minor, minor, currency, label)
  .map(([at, amount, fee_minor, code, what]) =>
    gift(at, amount, { fee_minor: fee_minor / 20n, currency: code, label: what }),
  )
const paidAndBack = fc
  .tuple(paid, day, minor)
  .map(([payment, at, back]) => [
    payment,
    refund(at, back, payment, { currency: payment.entry.currency }),
  ])
const other = fc
  .tuple(fc.constantFrom(...otherKinds), day, minor, minor, currency, label)
  .map(([kind, at, amount, fee_minor, code, what]) =>
    stripeRow(kind, at, { amount_minor: -amount, fee_minor, currency: code, label: what }),
  )
const entered = fc
  .tuple(day, fc.constantFrom(...incomeClasses), minor, currency)
  .map(([at, name, amount, code]) => income(at, name, amount, { currency: code }))
const story = fc
  .array(fc.oneof(paid, paidAndBack, other, entered), { minLength: 1, maxLength: 25 })
  .map((parts) => parts.flat())

/** Runs on a clean ledger and keeps nothing of it. */
async function onLedger(
  db: Database,
  { told, known = rates }: { told: readonly (readonly Booking[])[]; known?: typeof rates },
  work: (r: Reader) => Promise<void>,
) {
  class RolledBack extends Error {}
  await db
    .transaction()
    .execute(async (trx) => {
      await rateAll(trx, known)
      for (const bookings of told) await book(trx, bookings)
      await work(readerOf(trx))
      throw new RolledBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error
    })
}

const ofIncome = [...revenueFigures, ...shareFigures, 'amount_minor'] as const
const quarter = { from: '2026-01-01', to: '2026-04-01' }

test('every figure equals its rows and a second, plainer way of counting', async ({ db }) => {
  await fc.assert(
    fc.asyncProperty(story, fc.constantFrom(...bases), async (bookings, basis) => {
      await onLedger(db, { told: [bookings] }, async (reader) => {
        const share = await readerShare(reader, asked({ ...quarter, basis }), reportDeps)
        const all = { group: 'class', source: 'all', folded: false } as const
        const money = await revenue(reader, { ...asked({ ...quarter, basis }), ...all }, reportDeps)
        const shown = shownIn({ ...money.total, ...share.total })
        expect(shown).toEqual(counted(bookings, basis))
        for (const figure of ofIncome) {
          const sum = await rowsSum(reader, figure, basis)
          expect([figure, sum]).toEqual([figure, BigInt(shown[figure] ?? 0)])
        }
        for (const row of share.total.classes) {
          const sum = await rowsSum(reader, 'total_minor', basis, row.class)
          expect([row.class, row.amount_minor]).toEqual([row.class, Number(sum)])
        }
      })
    }),
    { numRuns: 40, verbose: true },
  )
}, 60_000)

/** What the reports say of a period, by figure. */
function shownIn(
  period: Partial<Pick<RevenuePeriod, RevenueFigure> & Pick<SharePeriod, ShareFigure>>,
): Record<string, number | null | undefined> {
  const shown = { ...period, amount_minor: period.total_minor }
  return Object.fromEntries(ofIncome.map((figure) => [figure, shown[figure]]))
}

function counted(bookings: readonly Booking[], basis: Basis): Record<string, number> {
  return Object.fromEntries(
    ofIncome.map((figure) => [figure, Number(naiveFigure(bookings, figure, basis))]),
  )
}

async function rowsSum(
  reader: Reader,
  figure: FigureName,
  basis: (typeof bases)[number],
  name?: string,
) {
  const filter = { ...quarter, class: name }
  const { reportingCurrency } = reportDeps.config
  const query = { filter, figure, basis, currency: reportingCurrency, limit: 500 }
  const found = await entryRows(reader, query)
  if (found.kind !== 'found' || found.sum_minor === null) return null
  const added = found.rows.reduce((sum, row) => sum + (row.figure_minor ?? 0n), 0n)
  expect(added).toBe(found.sum_minor)
  return found.sum_minor
}

const lives = 200
const first = '1976-01-01'

/** A history as it was lived in the quarter of that number, and the rates of its days. */
function inQuarter(bookings: readonly Booking[], number: number) {
  const days = daysBetween(quarter.from, addMonths(first, number * 3))
  const later = (on: string) => addDays(on, days)
  return {
    bookings: bookings.map((booking) => onDay(booking, later(booking.entry.day))),
    known: rates
      .filter((each) => each.day < '2026-03-28') // behind it the next quarter's stand
      .map((each) => ({ ...each, day: later(each.day) })),
  }
}

test('two hundred histories, a quarter each, are in reports as a plainer way counts each', async ({
  db,
}) => {
  const seed = Date.now()
  const histories = fc.sample(story, { numRuns: lives, seed })
  const later = histories.map(inQuarter)
  const told = later.map(({ bookings }) => bookings)
  const known = later.flatMap((each) => each.known)
  const to = addMonths(first, lives * 3)
  await onLedger(db, { told, known }, async (reader) => {
    for (const basis of bases) {
      const over = asked({ from: first, to, interval: 'quarter', basis })
      const share = await readerShare(reader, over, reportDeps)
      const all = { group: null, source: 'all', folded: false } as const
      const money = await revenue(reader, { ...over, ...all }, reportDeps)
      const shown = money.periods
        .map((period, at) => ({ ...period, ...share.periods[at] }))
        .map(shownIn)
      const expected = histories.map((each) => counted(each, basis))
      expect(shown, `${basis}, seed ${seed}`).toEqual(expected)
    }
  })
})

test('months add up to their quarter, keys to their period', async ({ db }) => {
  await fc.assert(
    fc.asyncProperty(story, async (bookings) => {
      await onLedger(db, { told: [bookings] }, async (reader) => {
        const by = { group: 'campaign', source: 'all', folded: false } as const
        const report = await revenue(reader, { ...asked(quarter), ...by }, reportDeps)
        const months = report.periods.map(({ net_minor }) => net_minor ?? 0)
        expect(months.reduce((a, b) => a + b, 0)).toBe(report.total.net_minor)
        const keys = report.total.groups?.map(({ net_minor }) => net_minor ?? 0) ?? []
        expect(keys.reduce((a, b) => a + b, 0)).toBe(report.total.net_minor)
      })
    }),
    { numRuns: 30, verbose: true },
  )
})
