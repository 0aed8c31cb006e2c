import Fraction from 'fraction.js'
import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import { lastOfEach } from '../../platform/gathered.ts'
import { type Currency, currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import { closes } from '../months.ts'

/** A currency on a day: what a rate is asked for. */
export type CurrencyDay = Readonly<{ currency: string; day: Day }>

/** Minor units × numerator / denominator are minor units of the other currency, exactly. */
type Factor = CurrencyDay & Readonly<{ numerator: bigint; denominator: bigint }>

export type Factors = Readonly<{ known: readonly Factor[]; missing: readonly CurrencyDay[] }>

/**
 * What turns amounts of each asked currency and day into `to`, by the rate of the latest day on or
 * before, at most 7 days old (finance.md 1.4); where the two have no rate of their own, through EUR.
 * What has no rate is `missing`: it is never an older one instead. A day of a closed month is taken at
 * the rates that were known when it was closed; only where there was none, at one that came later, so
 * that no figure that was printed changes. What is asked twice is answered once.
 */
export async function factorsFor(
  reader: Reader,
  asked: readonly CurrencyDay[],
  to: Currency,
): Promise<Factors> {
  if (asked.length === 0) return { known: [], missing: [] }
  const quotes = await latestQuotes(reader, asked, to)
  const known: Factor[] = []
  const missing: CurrencyDay[] = []
  for (const pair of lastOfEach(asked, ({ currency, day }) => `${currency} ${day}`)) {
    const quoted = quotes.get(pair.day) ?? []
    const inTime = quoted.filter(({ in_time }) => in_time)
    const rate = rateBetween(inTime, pair.currency, to) ?? rateBetween(quoted, pair.currency, to)
    if (rate === null) missing.push(pair)
    else known.push({ ...pair, ...inMinorUnits(rate, pair.currency, to) })
  }
  return { known, missing }
}

/** `in_time`: known when the month of its day was closed, as every rate of an open month is. */
type Quote = Readonly<{ base: string; currency: string; rate: string; in_time: boolean }>

/** For each day, the latest quotes that connect the asked currencies with `to` and with EUR. */
async function latestQuotes(reader: Reader, asked: readonly CurrencyDay[], to: Currency) {
  const names = [...new Set([...asked.map(({ currency }) => currency), to, pivot])]
  const days = [...new Set(asked.map(({ day }) => day))]
  const rows = await reader
    .selectFrom(sql<{ day: Day }>`(select unnest(${days}::date[]) as day)`.as('asked'))
    .innerJoin('rate', (join) =>
      join
        .on('rate.base', 'in', names)
        .on('rate.currency', 'in', names)
        .onRef('rate.day', '<=', 'asked.day')
        .on(sql<boolean>`rate.day >= asked.day - ${oldest_days}::int`),
    )
    .leftJoin(closes(reader).as('closed'), (join) =>
      join.on(sql<boolean>`closed.month = to_char(asked.day, 'YYYY-MM')`),
    )
    .distinctOn(['asked.day', 'rate.base', 'rate.currency', knownInTime])
    .select(['asked.day', 'rate.base', 'rate.currency', 'rate.rate', knownInTime.as('in_time')])
    .orderBy('asked.day')
    .orderBy('rate.base')
    .orderBy('rate.currency')
    .orderBy(knownInTime)
    .orderBy('rate.day', 'desc')
    .execute()
  return Map.groupBy(rows, ({ day }) => day)
}

const knownInTime = sql<boolean>`(closed.month is null or rate.imported_at <= closed.closed_at)`
const pivot = 'EUR'
const oldest_days = 7

function rateBetween(quotes: readonly Quote[], from: string, to: string): Fraction | null {
  const straight = quoted(quotes, from, to)
  if (straight) return straight
  const [first, second] = [quoted(quotes, from, pivot), quoted(quotes, pivot, to)]
  return first && second ? first.mul(second) : null
}

/** Units of `to` for one of `from`, as a file says it, or the inverse of what it says. */
function quoted(quotes: readonly Quote[], from: string, to: string): Fraction | null {
  if (from === to) return new Fraction(1)
  const said = quotes.find((quote) => quote.base === from && quote.currency === to)
  if (said) return new Fraction(said.rate)
  const inverse = quotes.find((quote) => quote.base === to && quote.currency === from)
  return inverse ? new Fraction(inverse.rate).inverse() : null
}

function inMinorUnits(rate: Fraction, from: string, to: Currency) {
  const { n, d } = rate
  return {
    numerator: n * 10n ** BigInt(decimalsOf(to)),
    denominator: d * 10n ** BigInt(decimalsNamed(from)),
  }
}

function decimalsNamed(code: string): number {
  const currency = currencyOf(code)
  return currency === null ? 2 : decimalsOf(currency)
}
