import Fraction from 'fraction.js'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import { minorJson } from '../../platform/money/money.ts'
import { wholeOf } from '../../platform/money/rounding.ts'
import type { Known } from '../known.ts'
import type { ReportDeps } from '../query.ts'
import { sixDecimals } from '../ratio.ts'
import type { CashIn } from '../settings/cash-in.ts'
import { ceilingOf } from './course.ts'
import { pastMonths, ratesOf, standingOn } from './history.ts'
import type { ForecastQuery } from './report.ts'

export type Start = Awaited<ReturnType<typeof startOf>>

/** Members of today, and the rates asked for, else the past’s. */
export async function startOf(reader: Reader, today: Day, query: ForecastQuery, deps: ReportDeps) {
  const [months, [standing]] = await Promise.all([
    pastMonths(reader, today, query, deps),
    standingOn(reader, [today], query, deps),
  ])
  const past = ratesOf(months)
  const asked = (set: Fraction | null, else_: Known<Fraction>): Known<Fraction> =>
    set === null ? else_ : { value: set, why: null }
  return {
    members: standing?.members ?? 0n,
    mrr: standing?.mrr ?? new Fraction(0),
    churn: asked(query.churn, past.churn),
    joins: asked(query.joins, past.joins),
    range: past.range,
  }
}

/** What the forecast goes on from, as it is told beside it: ratios with six decimals. */
export type ToldAssumptions = Readonly<{
  churn: string | null
  new: string | null
  ceiling: string | null
  from: Day | null
  to: Day | null
  members: number
  mrr_minor: number
  cash_minor: number | null
  monthly_costs_minor: number | null
}>
export function toldOf(
  { churn, joins, range, members, mrr }: Start,
  cash: Known<CashIn>,
): ToldAssumptions {
  const six = (exact: Fraction | null) => (exact === null ? null : sixDecimals(exact))
  const [leave, come] = [churn.value, joins.value]
  return {
    churn: six(leave),
    new: six(come),
    ceiling: leave === null || come === null ? null : six(ceilingOf({ churn: leave, joins: come })),
    from: range?.from ?? null,
    to: range?.to ?? null,
    members: Number(members),
    mrr_minor: minorJson(wholeOf(mrr)),
    cash_minor: cash.value === null ? null : minorJson(cash.value.cash),
    monthly_costs_minor: cash.value === null ? null : minorJson(cash.value.monthly_costs),
  }
}
