import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Range } from '../../src/finance/period.ts'
import type { MoneyFact } from '../../src/finance/persons/facts.ts'
import { sumWithin } from '../../src/finance/persons/line.ts'
import {
  aboveMeasure,
  majorMeasure,
  readerShareLines,
  readersWithin,
} from '../../src/finance/reader-share/lines.ts'
import { addDays, addMonths } from '../../src/platform/day.ts'
import { back, money, person } from './persons/builders.ts'

const cap = 500_000n
const day = fc.integer({ min: 0, max: 700 }).map((days) => addDays('2025-01-01', days))
const large = fc.bigInt({ min: 1n, max: 700_000n })
const given = fc.tuple(day, large).map(([at, amount]) => [money(at, amount)])
const givenAndBack = fc.tuple(day, large, fc.nat(400), large).map(([at, amount, days, part]) => {
  const paid = money(at, amount)
  return [paid, back(paid, addDays(at, days), part < amount ? part : amount)]
})
const persons = fc
  .array(fc.array(fc.oneof(given, givenAndBack), { maxLength: 6 }), { minLength: 1, maxLength: 4 })
  .map((all) => all.map((rows, index) => person(`p${index}`, ...rows.flat())))
const months = fc
  .nat(20)
  .map((start) => addMonths('2025-01-01', start))
  .chain((from) => fc.integer({ min: 1, max: 8 }).map((n) => ({ from, to: addMonths(from, n) })))

/** Cent by cent of time: day after day, what of a person's year lies above the cap. */
function naiveAbove(rows: readonly MoneyFact[], { from, to }: Range): bigint {
  let sum = 0n
  for (let at = from; at < to; at = addDays(at, 1)) sum += aboveOn(rows, at)
  return sum
}

function aboveOn(rows: readonly MoneyFact[], at: string): bigint {
  const until = (end: string) => {
    let given = 0n
    for (const row of rows) {
      if (row.day.slice(0, 4) === at.slice(0, 4) && row.day <= end) given += row.amount ?? 0n
    }
    return given > cap ? given - cap : 0n
  }
  const before = addDays(at, -1)
  return until(at) - (before.slice(0, 4) === at.slice(0, 4) ? until(before) : 0n)
}

function naiveMajor(rows: readonly MoneyFact[], { from, to }: Range): bigint {
  let sum = 0n
  for (const paid of rows.filter((row) => row.kind === 'payment' && (row.amount ?? 0n) >= cap)) {
    for (const row of rows) {
      if (row.charge === paid.charge && from <= row.day && row.day < to) sum += row.amount ?? 0n
    }
  }
  return sum
}

/** Whether something was kept of what came in one of the months. */
function naiveReader(rows: readonly MoneyFact[], { from, to }: Range): boolean {
  for (let month = from; month < to; month = addMonths(month, 1)) {
    const kept = rows.filter((row) => row.day.startsWith(month.slice(0, 7)))
    if (kept.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n) > 0n) return true
  }
  return false
}

test('lines above the cap, of major gifts and of readers say the same as plain loops', () => {
  fc.assert(
    fc.property(persons, months, (all, range) => {
      const lines = all.flatMap((facts) => readerShareLines.linesOf(facts))
      const of = (measure: string) => lines.filter((line) => line.measure === measure)
      const sum = (count: (rows: readonly MoneyFact[]) => bigint) =>
        all.reduce((total, facts) => total + count(facts.money), 0n)
      expect(sumWithin(of(aboveMeasure('net')), range)).toBe(sum((rows) => naiveAbove(rows, range)))
      expect(sumWithin(of(majorMeasure('net')), range)).toBe(sum((rows) => naiveMajor(rows, range)))
      expect(readersWithin(lines, range)).toBe(sum((rows) => (naiveReader(rows, range) ? 1n : 0n)))
    }),
    { numRuns: 200, verbose: true },
  )
})
