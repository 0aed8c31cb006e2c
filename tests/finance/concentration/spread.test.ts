import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concentrationLines, trailingMeasure } from '../../../src/finance/concentration/lines.ts'
import { giversOf, spreadOf } from '../../../src/finance/concentration/spread.ts'
import { personBases, readerAmount } from '../../../src/finance/persons/amount.ts'
import type { PersonFacts } from '../../../src/finance/persons/facts.ts'
import { ratio } from '../../../src/finance/ratio.ts'
import { addDays, addMonths } from '../../../src/platform/day.ts'
import { back, money, person } from '../persons/builders.ts'

const ones = (...amounts: number[]) =>
  amounts.map((amount) => ({ amount: BigInt(amount), persons: 1n }))

test('ten givers, one of half: every figure by hand', () => {
  const spread = spreadOf([
    { amount: 900n, persons: 1n },
    { amount: 100n, persons: 9n },
  ])
  expect(spread).toEqual({
    top_1_pct: '0.500000',
    top_10_pct: '0.500000',
    largest: '0.500000',
    gini: '0.400000', // (9 × 100 × -1 + 9 × 900) / (10 × 1800)
    hhi: '0.277778', // 0.5² + 9 × (1/18)²
    donors_for_half: 1,
  })
})

test.each([
  [
    'one giver gives all',
    ones(500),
    { top_1_pct: '1.000000', gini: '0.000000', hhi: '1.000000', donors_for_half: 1 },
  ],
  [
    'equal givers are spread evenly',
    [{ amount: 7n, persons: 4n }],
    { largest: '0.250000', gini: '0.000000', hhi: '0.250000', donors_for_half: 2 },
  ],
  [
    '1, 2, 3 and 4',
    ones(4, 3, 2, 1),
    { gini: '0.250000', hhi: '0.300000', top_10_pct: '0.400000', donors_for_half: 2 },
  ],
  [
    'of 101 givers 1 % is two',
    [{ amount: 1n, persons: 101n }],
    { top_1_pct: '0.019802', top_10_pct: '0.108911', donors_for_half: 51 },
  ],
])('%s', (_, givers, expected) => {
  expect(spreadOf(givers)).toMatchObject(expected)
})

const day = fc.integer({ min: 0, max: 1_000 }).map((days) => addDays('2024-01-01', days))
const paid = fc
  .tuple(day, fc.bigInt({ min: 50n, max: 400n }), fc.constantFrom('gift', 'membership'))
  .map(([at, amount, name]) => money(at, amount, { class: name, fee: amount / 7n }))
const paidAndBack = fc
  .tuple(paid, fc.integer({ min: 0, max: 500 }))
  .map(([one, days]) => [one, back(one, addDays(one.day, days), one.amount ?? 0n)])
const everybody = fc
  .array(fc.array(fc.oneof(paid, paidAndBack), { maxLength: 8 }), { minLength: 1, maxLength: 9 })
  .map((all) => all.map((rows, index) => person(`p${index}`, ...rows.flat())))
const end = fc.integer({ min: 1, max: 50 }).map((months) => addMonths('2024-01-01', months))

/** By sorting every person's sum and adding up, as finance.md 1.7 says it. */
function naive(persons: readonly PersonFacts[], to: string, basis: 'net' | 'gross' | 'after_fees') {
  const from = addMonths(to, -12)
  const sums = persons.map(({ money: rows }) => {
    const counted = rows.filter((row) => row.day >= from && row.day < to)
    return counted.reduce((sum, row) => sum + (readerAmount(row, basis) ?? 0n), 0n)
  })
  const x = sums.filter((sum) => sum > 0n).sort((a, b) => (a < b ? -1 : 1))
  const [n, all] = [x.length, x.reduce((a, b) => a + b, 0n)]
  if (n === 0) return null
  const down = [...x].reverse()
  const top = (count: number) => down.slice(0, Math.max(1, count)).reduce((a, b) => a + b, 0n)
  const half = down.findIndex((_, index) => 2n * top(index + 1) >= all) + 1
  const gini = x.reduce((sum, amount, index) => sum + BigInt(2 * (index + 1) - n - 1) * amount, 0n)
  return {
    top_1_pct: ratio(top(Math.ceil(n / 100)), all),
    top_10_pct: ratio(top(Math.ceil(n / 10)), all),
    largest: ratio(top(1), all),
    gini: ratio(gini, BigInt(n) * all),
    hhi: ratio(
      x.reduce((sum, amount) => sum + amount * amount, 0n),
      all * all,
    ),
    donors_for_half: half,
  }
}

test('how giving is spread, by sums of changes and by sorting every person’s sum', () => {
  fc.assert(
    fc.property(everybody, end, fc.constantFrom(...personBases), (persons, to, basis) => {
      const lines = persons.flatMap(concentrationLines.linesOf)
      const ofBasis = lines.filter(({ measure }) => measure === trailingMeasure(basis))
      const givers = giversOf(ofBasis, [to])(to)
      const shown = givers === null || givers.length === 0 ? null : spreadOf(givers)
      expect(shown).toEqual(naive(persons, to, basis))
    }),
    { numRuns: 300, verbose: true },
  )
})
