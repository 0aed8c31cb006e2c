import type { Day } from '../../platform/day.ts'
import { type PersonBasis, personBases } from '../persons/amount.ts'
import type { PersonFacts } from '../persons/facts.ts'
import type { Line, LineMaker } from '../persons/line.ts'
import { type Gift, giftAmount, giftsOf } from './gift.ts'
import { calendarSpans, type Span, timeOf } from './span.ts'

/**
 * The sums behind the donors of whole months (of days in `donorsOfDays`). `at` is the time of giving,
 * the first day of its month:
 * - `giver`, by the time of giving before it, empty for the first ever: who gave in a range is told
 *   by those that came from before it, and what they are to it by how long before;
 * - `gift.BASIS`, by amount, empty without a rate: how many, so that there is a median;
 * - `kept.BASIS` and `upgraded.BASIS`, by a range's start and a time before it: what those gave who had
 *   given since then, and how many of them have given more by then than they had given since.
 */
export const donorsOfMonths: LineMaker = {
  name: 'donors',
  version: 1,
  linesOf: (facts) => linesOf(facts, { grain: 'month', spans: calendarSpans }),
}

/** The same by day, for ranges inside these spans: exact for any, and never kept. */
export function donorsOfDays(spans: readonly Span[]): Pick<LineMaker, 'linesOf'> {
  return { linesOf: (facts) => linesOf(facts, { grain: 'day', spans: () => spans }) }
}

export function donorMeasures(basis: PersonBasis) {
  return ['giver', `gift.${basis}`, `kept.${basis}`, `upgraded.${basis}`] as const
}

/** All that one person gave at one time. */
type Given = Readonly<{ at: Day; amount: bigint }>
type Cut = Readonly<{ grain: 'month' | 'day'; spans: (times: readonly Day[]) => readonly Span[] }>

function linesOf(facts: PersonFacts, { grain, spans }: Cut): Line[] {
  const gifts = giftsOf(facts)
  const at = ({ day }: Gift) => timeOf(day, grain)
  const times = [...new Set(gifts.map(at))].sort()
  const around = spans(times)
  return [...giverLines(times), ...personBases.flatMap(ofBasis)]

  function ofBasis(basis: PersonBasis): Line[] {
    const amounts = gifts.map((gift) => ({ at: at(gift), amount: giftAmount(gift, basis) }))
    const given = givenAt(times, amounts)
    return [
      ...amounts.map((gift) => giftLine(gift, basis)),
      ...around.flatMap((span) => retainedLines(given, span, basis)),
    ]
  }
}

function giverLines(times: readonly Day[]): Line[] {
  return times.map((at, index) => ({
    measure: 'giver',
    at,
    key: times[index - 1] ?? '',
    value: 1n,
  }))
}

type Amount = Readonly<{ at: Day; amount: bigint | null }>

function giftLine({ at, amount }: Amount, basis: PersonBasis): Line {
  return { measure: `gift.${basis}`, at, key: amount === null ? '' : String(amount), value: 1n }
}

/** What has no rate counts as nothing here; the period says that it cannot be known. */
function givenAt(times: readonly Day[], amounts: readonly Amount[]): Given[] {
  const byTime = Map.groupBy(amounts, ({ at }) => at)
  return times.map((at) => ({
    at,
    amount: (byTime.get(at) ?? []).reduce((sum, gift) => sum + (gift.amount ?? 0n), 0n),
  }))
}

function retainedLines(given: readonly Given[], span: Span, basis: PersonBasis): Line[] {
  const since = given.filter(({ at }) => at >= span.from && at < span.start).reverse()
  const then = given.filter(({ at }) => at >= span.start && at < span.to)
  const last = since[0]
  if (last === undefined) return []
  const key = (before: Given) => `${span.start} ${before.at}`
  const kept = then.map(({ at, amount }) => ({
    ...{ measure: `kept.${basis}`, at, key: key(last), value: amount },
  }))
  const upgraded = upgrades(since, then).map(({ before, at, value }) => ({
    ...{ measure: `upgraded.${basis}`, at, key: key(before), value },
  }))
  return [...kept, ...upgraded]
}

/**
 * Whether more was given by then than had been since, for every then and since, as differences: their
 * sum over a rectangle of times is 1 or 0. `since` goes back in time, `then` on.
 */
function upgrades(since: readonly Given[], then: readonly Given[]) {
  let before = then.map(() => 0n) // the row of the time after this one
  let had = 0n
  return since.flatMap((one) => {
    had += one.amount
    const row = moreThan(had, then)
    const differences = row.map((is, index) => {
      const value = is - (row[index - 1] ?? 0n) - (before[index] ?? 0n) + (before[index - 1] ?? 0n)
      return { before: one, at: then[index]?.at ?? one.at, value }
    })
    before = row
    return differences.filter(({ value }) => value !== 0n)
  })
}

function moreThan(had: bigint, then: readonly Given[]): bigint[] {
  let given = 0n
  return then.map(({ amount }) => {
    given += amount
    return given > had ? 1n : 0n
  })
}
