import fc from 'fast-check'
import { expect, test } from 'vitest'
import { donorsOfDays, donorsOfMonths } from '../../../src/finance/donors/lines.ts'
import { precedingOf } from '../../../src/finance/donors/preceding.ts'
import { isOfCalendar, spansOf } from '../../../src/finance/donors/span.ts'
import { donorFacts, donorSums } from '../../../src/finance/donors/sums.ts'
import { intervals, type Range } from '../../../src/finance/period.ts'
import { personBases, readerAmount } from '../../../src/finance/persons/amount.ts'
import type { MoneyFact, PersonFacts } from '../../../src/finance/persons/facts.ts'
import { added, type LineMaker } from '../../../src/finance/persons/line.ts'
import { addDays, addMonths } from '../../../src/platform/day.ts'
import { back, money, person } from '../persons/builders.ts'

const day = fc.integer({ min: 0, max: 1_000 }).map((days) => addDays('2024-01-01', days))
const cents = fc.bigInt({ min: 50n, max: 900n })
const given = fc
  .tuple(day, cents, fc.constantFrom('gift', 'gift', 'gift', 'membership'), cents)
  .map(([at, amount, name, fee]) => money(at, amount, { class: name, fee: fee / 9n }))
const givenAndBack = fc
  .tuple(given, fc.integer({ min: 0, max: 99 }), fc.constantFrom(0n, 1n, 40n))
  .map(([paid, days, left]) => [
    paid,
    back(paid, addDays(paid.day, days), (paid.amount ?? 0n) - left),
  ])
const giver = fc.array(fc.oneof(given, givenAndBack), { maxLength: 9 }).map((parts) => parts.flat())
const everybody = fc
  .array(giver, { minLength: 1, maxLength: 8 })
  .map((all) => all.map((rows, index) => person(`p${index}`, ...rows)))
const month = fc.integer({ min: 0, max: 32 }).map((months) => addMonths('2024-01-01', months))
const range = fc
  .tuple(fc.oneof(month, day), fc.integer({ min: 1, max: 14 }), fc.boolean())
  .map(([from, months, whole]) => ({
    from,
    to: whole ? addMonths(from, months) : addDays(from, months),
  }))

/** The same by plain loops over each person's payments. */
function naive(
  persons: readonly PersonFacts[],
  here: Range,
  there: Range,
  basis: 'net' | 'gross' | 'after_fees',
) {
  const isIn = (one: Range) => (gift: { day: string }) => gift.day >= one.from && gift.day < one.to
  const facts = { donors: 0n, before: 0n, fresh: 0n, retained: 0n, reactivated: 0n, upgraded: 0n }
  let [gifts, givenHere, givenThere, givenRetained] = [0n, 0n, 0n, 0n]
  const amounts: bigint[] = []
  for (const { money: rows } of persons) {
    const kept = keptGifts(rows, basis)
    const [now, then] = [kept.filter(isIn(here)), kept.filter(isIn(there))]
    const [gave, had] = [now, then].map((some) =>
      some.reduce((sum, { amount }) => sum + amount, 0n),
    )
    const everBefore = kept.some((gift) => gift.day < here.from)
    if (then.length > 0) facts.before += 1n
    if (now.length > 0) facts.donors += 1n
    if (now.length > 0 && !everBefore) facts.fresh += 1n
    if (now.length > 0 && everBefore && then.length === 0) facts.reactivated += 1n
    if (now.length > 0 && then.length > 0) {
      facts.retained += 1n
      givenRetained += gave ?? 0n
      if ((gave ?? 0n) > (had ?? 0n)) facts.upgraded += 1n
    }
    gifts += BigInt(now.length)
    givenHere += gave ?? 0n
    givenThere += had ?? 0n
    amounts.push(...now.map(({ amount }) => amount))
  }
  const sorted = amounts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  return {
    ...facts,
    ...{ gifts, given: givenHere, given_before: givenThere, given_retained: givenRetained },
    ...{ unrated: 0n, sorted },
  }
}

function keptGifts(rows: readonly MoneyFact[], basis: 'net' | 'gross' | 'after_fees') {
  const payments = rows.filter((row) => row.kind === 'payment' && row.class === 'gift')
  return payments.flatMap((paid) => {
    const same = rows.filter((row) => row.charge === paid.charge)
    const left = same.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)
    const amount = same.reduce((sum, row) => sum + (readerAmount(row, basis) ?? 0n), 0n)
    return left > 0n ? [{ day: paid.day, amount }] : []
  })
}

test('donors counted by sums of lines and person by person are the same', () => {
  fc.assert(
    fc.property(
      everybody,
      range,
      fc.constantFrom(...intervals),
      fc.constantFrom(...personBases),
      (persons, here, interval, basis) => {
        const there = precedingOf(here, interval)
        const expected = naive(persons, here, there, basis)
        const byDay = donorsOfDays(spansOf([{ range: here, since: there.from }]))
        const makers = isOfCalendar(here, there) ? [byDay, donorsOfMonths] : [byDay]
        for (const maker of makers) {
          expect(counted(maker, persons, here, there, basis)).toEqual(expected)
        }
      },
    ),
    { numRuns: 400, verbose: true },
  )
})

function counted(
  maker: Pick<LineMaker, 'linesOf'>,
  persons: readonly PersonFacts[],
  here: Range,
  there: Range,
  basis: 'net' | 'gross' | 'after_fees',
) {
  const sums = donorSums(added(persons.flatMap(maker.linesOf)), basis)
  const { amounts, ...facts } = donorFacts(sums, here, there)
  const sorted = amounts.flatMap(({ amount, count }) =>
    Array.from({ length: Number(count) }, () => amount),
  )
  return { ...facts, sorted }
}
