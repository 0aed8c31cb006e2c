import Fraction from 'fraction.js'
import { factorsFor } from '../../ledger/rates/factors.ts'
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
  const pairs = asked.flatMap(({ amounts, day }) => [...amounts.keys()].map((code) => [code, day]))
  const foreign = pairs.filter(([code]) => code !== currency)
  const once = new Map(foreign.map(([code = '', day = '']) => [`${code} ${day}`, { code, day }]))
  const days = [...once.values()].map(({ code, day }) => ({ currency: code, day }))
  const { known, missing } = await factorsFor(reader, days, currency)
  if (missing[0]) throw rateUnavailable(missing[0])
  const factors = new Map(
    known.map((each) => [
      `${each.currency} ${each.day}`,
      new Fraction(each.numerator, each.denominator),
    ]),
  )
  const factorOf = (code: string, day: Day) =>
    code === currency ? new Fraction(1) : (factors.get(`${code} ${day}`) ?? notAsked(code, day))
  return (amounts, day) =>
    [...amounts].reduce(
      (sum, [code, amount]) => sum.add(amount.mul(factorOf(code, day))),
      new Fraction(0),
    )
}

function rateUnavailable({ currency, day }: { currency: string; day: Day }): Problem {
  const detail = `There is no rate of ${currency} for ${day} or the 7 days before; import rates first.`
  return new Problem(422, 'rate_unavailable', detail)
}

function notAsked(code: string, day: Day): never {
  throw new RangeError(`the rate of ${code} for ${day} was not asked for`)
}
