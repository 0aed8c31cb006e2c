import type Fraction from 'fraction.js'
import { minorJson } from '../../platform/money/money.ts'
import { wholeOf } from '../../platform/money/rounding.ts'
import { type Known, knownAs, type Reasons, reasonsOf } from '../known.ts'
import type { Range } from '../period.ts'

/**
 * What is known or forecast of a period: members and `mrr_minor` (minor units of `currency` a month) at its
 * end, `cash_minor` what memberships pay in it, before fees. `kind`: what has ended is actual. The runway
 * is today's, the same in each.
 */
export type ForecastPeriod = Range &
  Reasons &
  Readonly<{
    kind: 'actual' | 'forecast'
    currency: string
    members: number | null
    mrr_minor: number | null
    cash_minor: number | null
    runway_months: string | null
    entries: Readonly<Record<string, string>>
  }>

/** The exact figures of a period. */
export type Outlook = Readonly<{
  kind: ForecastPeriod['kind']
  members: Known<Fraction>
  mrr: Known<Fraction>
  cash: Known<Fraction>
}>

type Around = Readonly<{
  range: Range
  currency: string
  runway: Known<string>
  entries: ForecastPeriod['entries']
}>

export function forecastPeriod(outlook: Outlook, around: Around): ForecastPeriod {
  const { range, currency, runway, entries } = around
  const members = printed(outlook.members)
  const [mrr, cash] = [printed(outlook.mrr), printed(outlook.cash)]
  return {
    ...range,
    kind: outlook.kind,
    currency,
    members: members.value,
    mrr_minor: mrr.value,
    cash_minor: cash.value,
    runway_months: runway.value,
    ...reasonsOf({ members, mrr_minor: mrr, cash_minor: cash, runway_months: runway }),
    entries,
  }
}

function printed(exact: Known<Fraction>): Known<number> {
  return knownAs(exact, (value) => minorJson(wholeOf(value)))
}
