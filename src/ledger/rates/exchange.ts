import Fraction from 'fraction.js'
import type { Reader } from '../../platform/database/connection.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type CurrencyDay, factorsFor } from './factors.ts'

/** What minor units are multiplied by, exactly; null without a rate, and for what was not asked. */
export type Exchange = (pair: CurrencyDay) => Fraction | null

/** The exchange of amounts of these currencies on these days into `to`, which has no rate of its own. */
export async function exchangeInto(
  reader: Reader,
  asked: readonly CurrencyDay[],
  to: Currency,
): Promise<Exchange> {
  const foreign = asked.filter(({ currency }) => currency !== to)
  const { known } = await factorsFor(reader, foreign, to)
  const factors = new Map(
    known.map(({ numerator, denominator, ...pair }) => [
      keyOf(pair),
      new Fraction(numerator, denominator),
    ]),
  )
  return (pair) => (pair.currency === to ? same : (factors.get(keyOf(pair)) ?? null))
}

const same = new Fraction(1)

function keyOf({ currency, day }: CurrencyDay): string {
  return `${currency} ${day}`
}
