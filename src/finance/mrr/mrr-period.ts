import type Fraction from 'fraction.js'
import { minorJson } from '../../platform/money/money.ts'
import { wholeOf } from '../../platform/money/rounding.ts'
import { type Known, known, knownAs, type Reasons, reasonsOf } from '../known.ts'
import type { Range } from '../period.ts'
import { sixDecimals } from '../ratio.ts'
import { type ExactMrr, type PrintedMrr, printedMrr, quickRatioOf } from './figures.ts'

/** The fields that rows stand behind. */
export const mrrFigures = [
  ...(['opening', 'new', 'reactivation', 'expansion', 'contraction', 'churn'] as const),
  ...(['churn_voluntary', 'churn_payment_failed', 'churn_paused'] as const),
  ...(['fx', 'closing', 'members'] as const),
] as const
export type MrrFigure = (typeof mrrFigures)[number]

/**
 * Recurring revenue of one period, whole minor units of `currency` a month (`arr_minor` a year);
 * contraction and churn are positive. `members` have any at closing. A ratio has six decimals.
 */
export type MrrPeriod = Range &
  Reasons &
  Readonly<Record<Exclude<MrrFigure, 'members'>, number>> &
  Readonly<{
    currency: string
    arr_minor: number
    members: number
    arpu_minor: number | null
    ltv_minor: number | null
    quick_ratio: string | null
    entries: Readonly<Record<string, string>>
  }>

/** Members with recurring revenue, and the share of them lost a month, null where it is not told. */
export type MrrMembers = Readonly<{ members: bigint; monthlyChurn: Known<Fraction> }>
type Around = Readonly<{ range: Range; currency: string; entries: MrrPeriod['entries'] }>

export function mrrPeriod(exact: ExactMrr, of: MrrMembers, { range, ...shown }: Around): MrrPeriod {
  const printed = printedMrr(exact)
  const { arpu_minor, ltv_minor, quick_ratio } = quotients(exact, of)
  return {
    ...range,
    ...shown,
    ...movementsOf(printed),
    arr_minor: minorJson(printed.arr),
    members: Number(of.members),
    arpu_minor: arpu_minor.value,
    ltv_minor: ltv_minor.value,
    quick_ratio: quick_ratio.value,
    ...reasonsOf({ arpu_minor, ltv_minor, quick_ratio }),
  }
}

function movementsOf({ churnBy, ...printed }: PrintedMrr) {
  return {
    opening: minorJson(printed.opening),
    new: minorJson(printed.new),
    reactivation: minorJson(printed.reactivation),
    expansion: minorJson(printed.expansion),
    contraction: minorJson(printed.contraction),
    churn: minorJson(printed.churn),
    churn_voluntary: minorJson(churnBy.voluntary),
    churn_payment_failed: minorJson(churnBy.payment_failed),
    churn_paused: minorJson(churnBy.paused),
    fx: minorJson(printed.fx),
    closing: minorJson(printed.closing),
  }
}

/** ARPU and LTV (finance.md 1.6); the margin is taken as whole, as none is declared. */
function quotients(exact: ExactMrr, { members, monthlyChurn }: MrrMembers) {
  const noMembers = [members === 0n, 'no_members'] as const
  const perMember = () => exact.closing.div(members)
  return {
    arpu_minor: known([noMembers], () => minorJson(wholeOf(perMember()))),
    ltv_minor: ltvOf(noMembers, perMember, monthlyChurn),
    quick_ratio: knownAs(quickRatioOf(exact), sixDecimals),
  } satisfies Record<string, Known<unknown>>
}

function ltvOf(
  noMembers: readonly [boolean, string],
  perMember: () => Fraction,
  churn: Known<Fraction>,
): Known<number> {
  if (churn.value === null) return churn
  const { value } = churn
  return known([noMembers, [value.n === 0n, 'nothing_lost']], () =>
    minorJson(wholeOf(perMember().div(value))),
  )
}
