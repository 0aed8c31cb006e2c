import fc from 'fast-check'
import Fraction from 'fraction.js'
import { expect, test } from 'vitest'
import { ceilingOf, courseOf } from '../../../src/finance/forecast/course.ts'
import { dueDays } from '../../../src/finance/forecast/dues.ts'
import { ratesOf } from '../../../src/finance/forecast/history.ts'

const fraction = (top: number | bigint, bottom = 1) => new Fraction(top, bottom)
const monthly = {
  currency: 'EUR',
  interval_unit: 'month',
  interval_count: 1,
  ends: null,
  amount: 1n,
}

test('each month loses its part of the members and gains the newcomers, exactly', () => {
  const assumptions = {
    ...{
      members: fraction(100),
      mrr: fraction(50_000),
      churn: fraction(1, 10),
      joins: fraction(4),
    },
  }
  const paying = new Map([[1, fraction(50_000)]])
  const months = courseOf(
    assumptions,
    { byMonth: [0, 5, 5].map(() => fraction(50_000)), paying },
    2,
  )
  expect(months.map(({ members }) => members.toFraction())).toEqual(['100', '94', '443/5'])
  expect(months.map(({ mrr, cash }) => [mrr?.toFraction(), cash?.toFraction()])).toEqual([
    ['50000', '50000'],
    ['47000', '47000'],
    ['44300', '44300'],
  ])
  expect(ceilingOf(assumptions)?.toFraction()).toBe('40')
  expect(ceilingOf({ ...assumptions, churn: fraction(0) })).toBeNull()
})

test('a yearly renewal is paid in its month, a newcomer’s year at once', () => {
  const assumptions = {
    ...{ members: fraction(1), mrr: fraction(1_000), churn: fraction(0), joins: fraction(1) },
  }
  const byMonth = Array.from({ length: 14 }, (_, month) => fraction(month === 2 ? 12_000 : 0))
  const months = courseOf(assumptions, { byMonth, paying: new Map([[12, fraction(1_000)]]) }, 13)
  const cash = months.map((month) => Number(month.cash))
  expect(cash).toEqual([0, 12_000, 24_000, ...Array.from({ length: 10 }, () => 12_000), 24_000])
})

test('without members nobody knows what one is worth', () => {
  const nobody = { members: fraction(0), mrr: fraction(0), churn: fraction(0), joins: fraction(2) }
  const months = courseOf(nobody, { byMonth: [fraction(0)], paying: new Map() }, 1)
  expect(months[1]).toMatchObject({ mrr: null, cash: null })
  expect(months[1]?.members.toFraction()).toBe('2')
})

test.each([
  ['a 31st', { due: '2026-01-31' }, ['2026-01-31', '2026-02-28', '2026-03-31']],
  ['one long overdue', { due: '2024-12-05' }, ['2026-01-05', '2026-02-05', '2026-03-05']],
  ['one that ends', { due: '2026-01-05', ends: '2026-03-05' }, ['2026-01-05', '2026-02-05']],
  ['a year', { due: '2025-02-03', interval_unit: 'year' }, ['2026-02-03']],
  [
    'six weeks',
    { due: '2026-01-02', interval_unit: 'week', interval_count: 6 },
    ['2026-01-02', '2026-02-13', '2026-03-27'],
  ],
])('%s is due on its days', (_, changed, days) => {
  const group = { ...monthly, ...changed }
  expect(dueDays(group, '2026-01-01', '2026-04-01')).toEqual(days)
})

test('the past’s rates are of the months since somebody was a member', () => {
  const range = { from: '2026-01-01', to: '2026-02-01' }
  const month = (opening: bigint, closing: bigint, lost: bigint) => ({
    ...range,
    ...{ opening, closing, lost },
  })
  const rates = ratesOf([month(0n, 0n, 0n), month(0n, 10n, 0n), month(10n, 12n, 1n)])
  expect(rates.churn.value?.toFraction()).toBe('1/10')
  expect(rates.joins.value?.toFraction()).toBe('13/2')
  expect(ratesOf([month(0n, 0n, 0n)])).toMatchObject({
    churn: { value: null, why: 'no_history' },
    joins: { value: null, why: 'no_history' },
    range: null,
  })
})

/** Cohort by cohort: each shrinks every month, and pays whenever its rhythm comes round. */
function naive(
  [members, joins, months]: readonly [bigint, bigint, number],
  churn: Fraction,
  paying: ReadonlyMap<number, Fraction>,
  byMonth: readonly Fraction[],
) {
  const cohorts: { size: Fraction; since: number }[] = []
  const rows = [{ members: fraction(members), cash: byMonth[0] ?? fraction(0) }]
  let old = fraction(1)
  for (let month = 1; month <= months; month += 1) {
    old = old.sub(old.mul(churn))
    for (const cohort of cohorts) cohort.size = cohort.size.sub(cohort.size.mul(churn))
    cohorts.push({ size: fraction(joins), since: month })
    let cash = (byMonth[month] ?? fraction(0)).mul(old)
    let count = old.mul(members)
    for (const { size, since } of cohorts) {
      count = count.add(size)
      for (const [rhythm, paid] of paying) {
        if ((month - since) % rhythm === 0) cash = cash.add(paid.mul(rhythm).div(members).mul(size))
      }
    }
    rows.push({ members: count, cash })
  }
  return rows.map((row) => [row.members.toFraction(), row.cash.toFraction()])
}

test('the course is what cohorts counted one by one come to', () => {
  const amount = fc.bigInt({ min: 0n, max: 90_000n }).map((minor) => fraction(minor))
  const paying = fc.dictionary(fc.constantFrom('1', '3', '12'), amount)
  fc.assert(
    fc.property(
      fc.tuple(fc.bigInt({ min: 1n, max: 500n }), fc.bigInt({ min: 0n, max: 9n }), fc.nat(20)),
      fc.tuple(fc.nat(20), fc.integer({ min: 20, max: 40 })),
      fc.array(amount, { minLength: 21, maxLength: 21 }),
      paying,
      (counts, [lost, of], byMonth, told) => {
        const rhythms = new Map(Object.entries(told).map(([key, paid]) => [Number(key), paid]))
        const [members, joins, months] = counts
        const churn = fraction(lost, of)
        const course = courseOf(
          { members: fraction(members), mrr: fraction(1), churn, joins: fraction(joins) },
          { byMonth, paying: rhythms },
          months,
        )
        expect(
          course.map((month) => [month.members.toFraction(), month.cash?.toFraction()]),
        ).toEqual(naive(counts, churn, rhythms, byMonth))
      },
    ),
    { numRuns: 200, verbose: true },
  )
})
