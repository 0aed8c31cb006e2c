import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { earningOn } from '../../../src/finance/deferred/earned.ts'
import { deferredPayments } from '../../../src/finance/deferred/payments.ts'
import { entryRows } from '../../../src/finance/entries/rows.ts'
import { periodsOf, type Range } from '../../../src/finance/period.ts'
import { revenue } from '../../../src/finance/revenue/report.ts'
import type { Reader } from '../../../src/platform/database/connection.ts'
import { addDays } from '../../../src/platform/day.ts'
import { type Books, testWithDatabase as test } from '../../database.ts'
import { book, refund } from '../../ledger/builders.ts'
import { asked, currency, reportDeps } from '../asked.ts'
import { declareProduct, declareTax } from '../declared.ts'
import { bill, endedSubscription, writeInvoices } from './bills.ts'
import { type Life, naiveDays, naiveRevenue, naiveRollForward } from './naive.ts'

const eur = currency('EUR')
const within = { from: '2026-01-01', to: '2026-07-01' }
const days = (most: number) => fc.integer({ min: 0, max: most })

/** Back rows in the order of their days, as the ledger reads them. */
const life: fc.Arbitrary<Life> = fc
  .record({
    paid: days(120),
    amount: fc.bigInt({ min: 1n, max: 20_000n }),
    product: fc.constantFrom('prod_year', 'prod_split', 'prod_gift'),
    starts: fc.integer({ min: -20, max: 20 }),
    days: fc.constantFrom(1, 28, 30, 31, 90, 365),
    back: fc.array(fc.tuple(days(60), fc.bigInt({ min: 1n, max: 60n })), { maxLength: 3 }),
    ended: fc.option(days(60), { nil: null }),
  })
  .map(({ paid: after, amount, product, starts, back, ended, ...more }) => {
    const paid = addDays('2026-01-01', after)
    return {
      ...{ ...more, paid, amount, product, starts: addDays(paid, starts) },
      ended: ended === null ? null : addDays(paid, ended),
      back: back
        .map(([later, percent]) => ({
          day: addDays(paid, later),
          amount: (amount * percent) / 100n,
        }))
        .sort((a, b) => (a.day < b.day ? -1 : 1)),
    }
  })
const history = fc.array(life, { minLength: 1, maxLength: 3 })

/** Every history under a campaign of its own, so that one question is asked of all. */
async function booked({ trx }: Books, histories: readonly (readonly Life[])[]) {
  await declareTax(trx, { rate: '0.20', regime: 'included', product: 'prod_year' })
  await declareTax(trx, { rate: '0.07', regime: 'included', product: 'prod_split' })
  await declareProduct(trx, 'prod_year', { treatment: 'exchange' })
  await declareProduct(trx, 'prod_split', { treatment: 'split', fair_value_minor: 300 })
  const all = histories.flatMap((lives, index) => lives.map((one) => ({ one, index })))
  const told = all.map(({ one, index }, place) => {
    const subscription = one.ended === null ? null : `sub_${place}`
    return tell(one, { campaign: `h${index}`, subscription })
  })
  for (const { ended, subscription } of told) {
    if (ended !== null) await endedSubscription(trx, `${subscription}`, ended)
  }
  await writeInvoices(
    trx,
    told.map(({ paid }) => paid),
  )
  await book(
    trx,
    told.flatMap(({ paid, rows }) => [paid.booking, ...rows]),
  )
}

function tell(
  { paid: day, amount, product, starts, days: lasts, back, ended }: Life,
  known: Readonly<{ campaign: string; subscription: string | null }>,
) {
  const paid = bill(day, amount, [starts, addDays(starts, lasts)], { product, ...known })
  const { charge = null } = paid.booking.entry
  const label = { class: 'membership', product, ...known }
  const rows = back.map((row) => refund(row.day, row.amount, undefined, { charge, label }))
  return { paid, rows, ended, subscription: known.subscription }
}

async function earned(reader: Reader, ranges: readonly Range[]) {
  const earning = await earningOn(reader, 'recognised', reportDeps.config)
  if (earning === null) throw new Error('two products are declared')
  const payments = await deferredPayments(reader, { ranges, filter: {}, currency: eur }, earning)
  const sum = <Name extends string>(figure: Name) =>
    sql<bigint>`sum(${sql.ref(figure)})::bigint`.as(figure)
  const rows = await reader
    .selectFrom(sql<{ range: number; campaign: string }>`${payments}`.as('payment'))
    .groupBy(['range', 'campaign'])
    .select(['range', 'campaign', sum('opening'), sum('billed'), sum('refunded'), sum('closing')])
    .execute()
  return new Map(rows.map((row) => [`${row.range} ${row.campaign}`, row]))
}

/** A campaign whose money comes to nothing is no group of revenue. */
const nothing = [0, 0, 0, 0]

test('200 histories come to what plain loops over their days come to', async ({ books }) => {
  const many = fc.array(history, { minLength: 200, maxLength: 200 })
  await fc.assert(
    fc.asyncProperty(many, async (histories) => {
      await booked(books, histories)
      const ranges = [...periodsOf(within, 'month'), { from: '2026-02-11', to: '2026-03-20' }]
      const rolled = await earned(books.reader, ranges)
      const received = await byCampaign(books.reader, 'net')
      const recognised = await byCampaign(books.reader, 'recognised')
      for (const [index, lives] of histories.entries()) {
        const told = lives.flatMap(naiveDays)
        for (const [place, { from, to }] of ranges.entries()) {
          const row = rolled.get(`${place} h${index}`)
          const { opening = 0n, billed = 0n, refunded = 0n, closing = 0n } = row ?? {}
          const recognised = opening + billed - refunded - closing
          const shown = [opening, billed, recognised, refunded, closing]
          expect([from, lives, shown]).toEqual([from, lives, naiveRollForward(told, from, to)])
        }
        const [gross, tax, refunds, net] = naiveRevenue(lives, within.from, within.to).map(Number)
        expect(received.get(`h${index}`) ?? nothing).toEqual([gross, tax, refunds, net])
        const [start, , , , end] = naiveRollForward(told, within.from, within.to).map(Number)
        const released = (start ?? 0) - (end ?? 0)
        expect(recognised.get(`h${index}`) ?? nothing).toEqual([
          ...[(gross ?? 0) + released, tax, refunds, (net ?? 0) + released],
        ])
      }
      await rowsComeToFigures(books.reader)
    }),
    { numRuns: 1, endOnFailure: true },
  )
})

/** [gross, tax, refunds, net] of each campaign. */
async function byCampaign(reader: Reader, basis: 'net' | 'recognised') {
  const query = asked({ ...within, basis, interval: 'year' })
  const more = { group: 'campaign', source: 'all', folded: false } as const
  const { total } = await revenue(reader, { ...query, ...more }, reportDeps)
  return new Map(
    total.groups?.map((row) => [
      row.key,
      [row.gross_minor, row.tax_minor, row.refunds_minor, row.net_minor],
    ]),
  )
}

/** Also of days at which many payments are neither received nor wholly earned. */
async function rowsComeToFigures(reader: Reader) {
  const range = { from: '2026-04-10', to: '2026-04-20' }
  const query = asked({ ...range, basis: 'recognised' })
  const more = { group: null, source: 'all', folded: false } as const
  const { total } = await revenue(reader, { ...query, ...more }, reportDeps)
  const earning = await earningOn(reader, 'recognised', reportDeps.config)
  for (const figure of ['gross_minor', 'net_minor', 'tax_minor', 'reader_minor'] as const) {
    const rows = { filter: range, figure, basis: 'recognised', currency: eur, earning } as const
    const found = await entryRows(reader, { ...rows, limit: 100_000 })
    if (found.kind !== 'found') throw new Error('this has no cursor')
    const added = found.rows.reduce((sum, row) => sum + (row.figure_minor ?? 0n), 0n)
    expect([figure, added]).toEqual([figure, found.sum_minor])
    const shown = figure === 'reader_minor' ? total.net_minor : total[figure]
    expect([figure, Number(added)]).toEqual([figure, shown])
  }
}
