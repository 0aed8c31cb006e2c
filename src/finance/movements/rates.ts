import Fraction from 'fraction.js'
import { exchangeInto } from '../../ledger/rates/exchange.ts'
import type { CurrencyDay } from '../../ledger/rates/factors.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { Currency } from '../../platform/money/currency.ts'
import type { Amounts } from './amounts.ts'

/** What turns minor units of a currency into the asked one's, at a day's rate. */
export type Conversion = (amounts: Amounts, day: Day) => Fraction

/** Amounts that are to be converted at a day. */
type Converted = Readonly<{ amounts: Amounts; day: Day }>

/**
 * The conversion of these amounts at these days (finance.md 1.4). Throws the 422 `rate_unavailable`,
 * naming currency and day, where there is no rate at most seven days old.
 */
export async function conversionOf(
  reader: Reader,
  asked: readonly Converted[],
  currency: Currency,
): Promise<Conversion> {
  const pairs = asked.flatMap(({ amounts, day }) =>
    [...amounts.keys()].map((code) => ({ currency: code, day })),
  )
  const factorOf = await exchangeInto(reader, pairs, currency)
  const missing = pairs.find((pair) => factorOf(pair) === null)
  if (missing) throw rateUnavailable(missing)
  return (amounts, day) =>
    [...amounts].reduce((sum, [code, amount]) => {
      const factor = factorOf({ currency: code, day }) ?? notAsked(code, day)
      return sum.add(amount.mul(factor))
    }, new Fraction(0))
}

function rateUnavailable({ currency, day }: CurrencyDay): Problem {
  const detail = `There is no rate of ${currency} for ${day} or the 7 days before; import rates first.`
  return new Problem(422, 'rate_unavailable', detail)
}

function notAsked(code: string, day: Day): never {
  throw new RangeError(`the rate of ${code} for ${day} was not asked for`)
}
