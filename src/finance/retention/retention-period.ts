import Fraction from 'fraction.js'
import { type Known, known, type Reasons, reasonsOf } from '../known.ts'
import type { Amounts } from '../movements/amounts.ts'
import { roseAndFell } from '../movements/change.ts'
import { wholeMonths } from '../movements/grain.ts'
import { quickRatioOf } from '../mrr/figures.ts'
import type { MrrOf } from '../mrr/over.ts'
import type { Range } from '../period.ts'
import { sixDecimals } from '../ratio.ts'
import type { Cohort } from './cohorts.ts'
import type { NativeRetention } from './native.ts'

/** The fields that rows stand behind. */
export const retentionFigures = [
  ...(['opening_members', 'lost_members', 'closing_members', 'early_churned'] as const),
] as const
export type RetentionFigure = (typeof retentionFigures)[number]

/** Members with recurring revenue, and what became of them, as ratios with six decimals. */
export type RetentionPeriod = Range &
  Reasons &
  Readonly<Record<RetentionFigure, number>> &
  Readonly<{
    currency: string
    logo_churn: string | null
    annualised_churn: string | null
    grr: string | null
    nrr: string | null
    quick_ratio: string | null
    cohorts: readonly Cohort[]
    entries: Readonly<Record<string, string>>
  }>

/** `atOpening` converts at the opening's rate: the currencies' own moves are no churn. */
type Facts = Readonly<{
  of: MrrOf
  retained: NativeRetention
  atOpening: (amounts: Amounts) => Fraction
}>
type Around = Pick<RetentionPeriod, 'currency' | 'entries' | 'cohorts'>

export function retentionPeriod(facts: Facts, around: Around): RetentionPeriod {
  const { of, retained } = facts
  const ratios = ratiosOf(facts)
  return {
    ...of.range,
    currency: around.currency,
    opening_members: Number(of.native.openingMembers),
    lost_members: Number(retained.lost),
    closing_members: Number(of.native.members),
    early_churned: Number(retained.early),
    logo_churn: shown(ratios.logo_churn),
    annualised_churn: shown(ratios.annualised_churn),
    grr: shown(ratios.grr),
    nrr: shown(ratios.nrr),
    quick_ratio: shown(ratios.quick_ratio),
    ...reasonsOf(ratios),
    cohorts: around.cohorts,
    entries: around.entries,
  }
}

function shown({ value }: Known<Fraction>): string | null {
  return value === null ? null : sixDecimals(value)
}

/** finance.md 1.6. Each opening member's worth at closing is held against the same at opening. */
function ratiosOf({ of, retained, atOpening }: Facts) {
  const noMembers = [of.native.openingMembers === 0n, 'no_members'] as const
  const opening = atOpening(of.native.opening)
  const { rose, fell } = roseAndFell(retained, atOpening)
  const kept = opening.sub(atOpening(retained.lostAmount)).sub(fell)
  const churn = () => new Fraction(retained.lost, of.native.openingMembers)
  const times = timesAYear(of.range)
  return {
    logo_churn: known([noMembers], churn),
    annualised_churn: known([noMembers, [times === null, 'months_not_whole']], () =>
      new Fraction(1).sub(power(new Fraction(1).sub(churn()), times ?? 1)),
    ),
    grr: known([noMembers], () => kept.div(opening)),
    nrr: known([noMembers], () => kept.add(rose).div(opening)),
    quick_ratio: quickRatioOf(of.exact),
  } satisfies Record<string, Known<Fraction>>
}

/** How often a range of whole months fits into a year, null where it does not without a rest. */
function timesAYear(range: Range): number | null {
  const months = wholeMonths(range)
  return months === null || 12 % months !== 0 ? null : 12 / months
}

function power(base: Fraction, exponent: number): Fraction {
  return Array.from({ length: exponent }, () => base).reduce(
    (product, factor) => product.mul(factor),
    new Fraction(1),
  )
}
