import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attributionGroups, type Model, models } from '../../../src/finance/attribution/credit.ts'
import { keyFacts } from '../../../src/finance/attribution/key-facts.ts'
import {
  attributionLines,
  attributionMeasures,
  grainOf,
} from '../../../src/finance/attribution/lines.ts'
import type { Range } from '../../../src/finance/period.ts'
import type { MoneyFact, PersonFacts } from '../../../src/finance/persons/facts.ts'
import { added } from '../../../src/finance/persons/line.ts'
import { addDays, addMonths } from '../../../src/platform/day.ts'
import { back, money, person } from '../persons/builders.ts'

const day = fc.integer({ min: 0, max: 150 }).map((days) => addDays('2026-01-01', days))
const cents = fc.bigInt({ min: 50n, max: 900n })
const named = fc.record({
  campaign: fc.constantFrom('spring', 'letter', null),
  article: fc.constantFrom('/a', '/b', null),
})
const given = fc.tuple(day, cents, named).map(([at, amount, by]) => [money(at, amount, by)])
const goneAgain = fc
  .tuple(given, fc.nat(40), fc.constantFrom('refund' as const, 'payment_failure' as const))
  .map(([[paid], days, kind]) => {
    if (!paid) return []
    const { campaign, article } = paid
    return [
      paid,
      back(paid, addDays(paid.day, days), paid.amount ?? 0n, { kind, campaign, article }),
    ]
  })
const member = fc
  .tuple(day, cents, named, fc.constantFrom('sub_1', 'sub_2'), fc.nat(4))
  .map(([at, amount, by, subscription, renewals]) =>
    Array.from({ length: renewals + 1 }, (_, index) =>
      money(addDays(at, 30 * index), amount, { ...by, class: 'membership', subscription }),
    ),
  )
const somebody = fc
  .array(fc.oneof(given, goneAgain, member), { maxLength: 5 })
  .map((parts) => parts.flat().sort((a, b) => a.occurred_at.getTime() - b.occurred_at.getTime()))
const everybody = fc
  .array(somebody, { minLength: 1, maxLength: 6 })
  .map((all) => all.map((rows, index) => person(`p${index}`, ...rows)))
const range = fc
  .tuple(day, fc.integer({ min: 1, max: 90 }), fc.boolean())
  .map(([from, days, whole]) => {
    const month = `${from.slice(0, 7)}-01`
    return whole
      ? { from: month, to: addMonths(month, 1 + (days % 4)) }
      : { from, to: addDays(from, days) }
  })

type Sums = { members_new: bigint; gifts: bigint; amount: bigint; net: bigint }

/** The same by plain loops: each payment asks who won it, then what came of that. */
function naive(
  persons: readonly PersonFacts[],
  { from, to }: Range,
  model: Model,
  group: 'campaign' | 'article',
) {
  const sums = new Map<string, Sums>()
  const isIn = (at: string) => from <= at && at < to
  for (const { money: rows } of persons) {
    const firsts = rows.filter((row) => row === firstOf(row, rows))
    const joined = firsts.find((row) => row.class === 'membership')
    for (const row of rows) {
      const first = firstOf(row, rows)
      if (!first) continue
      const keys = wonBy(first, firsts, model, group)
      keys.forEach((key, place) => {
        const sum = sums.get(key) ?? { members_new: 0n, gifts: 0n, amount: 0n, net: 0n }
        const part = share(row.amount ?? 0n, keys.length, place)
        if (isIn(first.day)) sum.net += part
        const times = row.kind === 'refund' ? 0n : row.kind === 'payment' ? 1n : -1n
        if (isIn(row.day) && row.charge === first.charge && times !== 0n) {
          sum.amount += part
          if (place === 0 && first.class === 'gift') sum.gifts += times
          if (place === 0 && first === joined) sum.members_new += times
        }
        sums.set(key, sum)
      })
    }
  }
  return Object.fromEntries([...sums].filter(([, sum]) => Object.values(sum).some(Boolean)).sort())
}

function firstOf(row: MoneyFact, rows: readonly MoneyFact[]) {
  return row.class === 'gift'
    ? rows.find((one) => one.charge === row.charge && one.kind === 'payment')
    : rows.find((one) => one.subscription === row.subscription && one.class === 'membership')
}

function wonBy(
  first: MoneyFact,
  firsts: readonly MoneyFact[],
  model: Model,
  group: 'campaign' | 'article',
): string[] {
  if (model === 'last') return [first[group] ?? '(none)']
  const names: string[] = []
  for (const one of firsts.slice(0, firsts.indexOf(first) + 1)) {
    const days = (first.occurred_at.getTime() - one.occurred_at.getTime()) / 86_400_000
    const name = one[group]
    if (days <= 30 && name !== null) names.push(name)
  }
  if (names.length === 0) return ['(none)']
  return model === 'first' ? names.slice(0, 1) : names
}

function share(amount: bigint, count: number, place: number): bigint {
  const cents = amount < 0n ? -amount : amount
  let part = 0n
  for (let cent = 0n; cent < cents; cent += 1n) if (Number(cent) % count === place) part += 1n
  return amount < 0n ? -part : part
}

test('sums of lines say the same as plain loops, by every model', () => {
  fc.assert(
    fc.property(
      everybody,
      range,
      fc.constantFrom(...models),
      fc.constantFrom(...attributionGroups),
      (persons, within, model, group) => {
        const measures = attributionMeasures(model, group, grainOf(within))
        const lines = persons.flatMap((facts) => attributionLines.linesOf(facts))
        const sums = added(lines.filter(({ measure }) => measures.includes(measure)))
        const shown = keyFacts(sums)(within).map(({ key, members_new, gifts, amount, net }) => [
          key,
          { members_new, gifts, amount, net },
        ])
        const some = shown.filter(([, facts]) => Object.values(facts ?? {}).some(Boolean))
        expect(Object.fromEntries(some)).toEqual(naive(persons, within, model, group))
      },
    ),
    { numRuns: 200, verbose: true },
  )
})
