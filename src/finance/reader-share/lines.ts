import { type Day, firstDay, monthOf } from '../../platform/day.ts'
import { type Currency, decimalsOf } from '../../platform/money/currency.ts'
import { type Basis, bases } from '../figures.ts'
import type { Range } from '../period.ts'
import { readerAmount } from '../persons/amount.ts'
import type { MoneyFact, PersonFacts } from '../persons/facts.ts'
import { type Line, type LineMaker, sumWithin } from '../persons/line.ts'

/** Units of the books' currency that one person counts for in a calendar year (finance.md 1.3). */
export const broadCap_units = 5000

/**
 * What a person gave above the cap, day by day: `above.BASIS`, negative on the day a refund gives
 * room again. Money counts in the order of its days until it reaches the cap of the calendar year, so
 * the months of a year add up to the year. Whoever stays below makes no line, and that is nearly
 * everybody. Money that names no person (a platform's lump sum) makes none and counts whole.
 */
export const readerShareLines: LineMaker = {
  name: 'reader-share',
  version: 3,
  linesOf: (facts) => [
    ...bases.flatMap((basis) => [...linesAbove(facts, basis), ...linesOfMajor(facts, basis)]),
    ...readerLines(facts),
  ],
}

/** That somebody paid in a month of which something was kept; the key is the month before that they did. */
export const readerMeasure = 'reader'

/** How many different persons paid in the whole months of [from, to). */
export function readersWithin(lines: readonly Line[], { from, to }: Range): bigint {
  return sumWithin(
    lines.filter(({ measure, key }) => measure === readerMeasure && key < from),
    { from, to },
  )
}

/** What came in payments as large as the cap, less what went back of them: finance.md 1.3, INN. */
export function majorMeasure(basis: Basis): string {
  return `major.${basis}`
}

export function aboveMeasure(basis: Basis): string {
  return `above.${basis}`
}

function readerLines({ money }: PersonFacts): Line[] {
  const months = givenAt(money, 'net', (day) => firstDay(monthOf(day)))
  const paid = months.filter(([, net]) => net > 0n).map(([at]) => at)
  return paid.map((at, place) => {
    return { measure: readerMeasure, at, key: paid[place - 1] ?? '', value: 1n }
  })
}

function linesAbove({ money, currency }: PersonFacts, basis: Basis): Line[] {
  const cap = capIn(currency)
  const lines: Line[] = []
  let [year, given] = ['', 0n]
  for (const [day, amount] of givenAt(money, basis, (day) => day)) {
    if (!day.startsWith(year) || year === '') [year, given] = [day.slice(0, 4), 0n]
    const value = above(given + amount, cap) - above(given, cap)
    given += amount
    if (value !== 0n) lines.push({ measure: aboveMeasure(basis), at: day, key: '', value })
  }
  return lines
}

function linesOfMajor({ money, currency }: PersonFacts, basis: Basis): Line[] {
  const isLarge = ({ kind, amount }: MoneyFact) =>
    (kind === 'payment' || kind === 'income') && abs(amount ?? 0n) >= capIn(currency)
  const large = money.filter(isLarge)
  const charges = new Set(large.flatMap(({ charge }) => charge ?? []))
  return money
    .filter((fact) => large.includes(fact) || (fact.charge !== null && charges.has(fact.charge)))
    .map((fact) => {
      const value = readerAmount(fact, basis) ?? 0n
      return { measure: majorMeasure(basis), at: fact.day, key: '', value }
    })
}

function abs(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}

/** What was given, by the day that stands for each row’s; in their order. */
function givenAt(
  money: readonly MoneyFact[],
  basis: Basis,
  at: (day: Day) => Day,
): [Day, bigint][] {
  const days = new Map<Day, bigint>()
  for (const fact of money) {
    const day = at(fact.day)
    days.set(day, (days.get(day) ?? 0n) + (readerAmount(fact, basis) ?? 0n))
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1))
}

function above(amount: bigint, cap: bigint): bigint {
  return amount > cap ? amount - cap : 0n
}

function capIn(currency: Currency): bigint {
  return BigInt(broadCap_units) * 10n ** BigInt(decimalsOf(currency))
}
