import { minorJson } from '../../platform/money/money.ts'
import { type Known, known, type Reasons, reasonsOf } from '../known.ts'
import type { Range } from '../period.ts'
import { ratio, rounded } from '../ratio.ts'
import type { DonorFacts, GiftCount } from './sums.ts'

/** The fields that rows stand behind. */
export const donorFigures = [
  ...(['donors', 'new', 'retained', 'reactivated', 'lapsed'] as const),
  ...(['gifts', 'average_gift_minor', 'median_gift_minor'] as const),
  ...(['donor_retention', 'value_retention', 'upgrade_rate'] as const),
] as const
export type DonorFigure = (typeof donorFigures)[number]

/**
 * Donors of one period: persons, gifts, amounts of `currency` in minor units, ratios of six decimals.
 * `lapsed` gave in `preceding` and not here.
 */
export type DonorPeriod = Range &
  Reasons &
  Readonly<{
    preceding: Range
    currency: string
    donors: number
    new: number
    retained: number
    reactivated: number
    lapsed: number
    gifts: number
    average_gift_minor: number | null
    median_gift_minor: number | null
    donor_retention: string | null
    value_retention: string | null
    upgrade_rate: string | null
    entries: Readonly<Record<string, string>>
  }>

type Around = Readonly<{
  range: Range
  preceding: Range
  currency: string
  entries: DonorPeriod['entries']
}>

export function donorPeriod(facts: DonorFacts, around: Around): DonorPeriod {
  const { range, ...shown } = around
  const { before, retained } = facts
  const figures = definedFigures(facts)
  return {
    ...range,
    ...shown,
    donors: Number(facts.donors),
    new: Number(facts.fresh),
    retained: Number(retained),
    reactivated: Number(facts.reactivated),
    lapsed: Number(before - retained),
    gifts: Number(facts.gifts),
    average_gift_minor: figures.average_gift_minor.value,
    median_gift_minor: figures.median_gift_minor.value,
    donor_retention: figures.donor_retention.value,
    value_retention: figures.value_retention.value,
    upgrade_rate: figures.upgrade_rate.value,
    ...reasonsOf(figures),
  }
}

/** Figures that need a gift, donors before, or rates. */
function definedFigures(facts: DonorFacts) {
  const { gifts, given, before, given_before, retained } = facts
  const unrated = [facts.unrated > 0n, 'rate_unavailable'] as const
  const noGifts = [gifts === 0n, 'no_gifts'] as const
  return {
    average_gift_minor: known([unrated, noGifts], () => minorJson(rounded(given, gifts))),
    median_gift_minor: known([unrated, noGifts], () => minorJson(median(facts.amounts, gifts))),
    donor_retention: known([[before === 0n, 'no_donors_before']], () => ratio(retained, before)),
    value_retention: known([unrated, [given_before <= 0n, 'no_donors_before']], () =>
      ratio(facts.given_retained, given_before),
    ),
    upgrade_rate: known([unrated, [retained === 0n, 'no_donors_retained']], () =>
      ratio(facts.upgraded, retained),
    ),
  } satisfies Record<string, Known<unknown>>
}

/** The gift in the middle, or half of the two there, rounded half away from zero. */
function median(amounts: readonly GiftCount[], gifts: bigint): bigint {
  const [lower, upper] = [(gifts - 1n) / 2n, gifts / 2n]
  return rounded(amountAt(amounts, lower) + amountAt(amounts, upper), 2n)
}

function amountAt(amounts: readonly GiftCount[], place: bigint): bigint {
  let left = place
  for (const { amount, count } of amounts) {
    if (left < count) return amount
    left -= count
  }
  throw new RangeError('no gift stands there')
}
