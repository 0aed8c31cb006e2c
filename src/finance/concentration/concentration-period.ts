import { minorJson } from '../../platform/money/money.ts'
import { type Known, known, knownAs, type Reasons, reasonsOf } from '../known.ts'
import type { Range } from '../period.ts'
import type { PayerFigures } from './payers.ts'
import { type Givers, personsIn, type Spread, spreadOf, totalOf } from './spread.ts'

/** The fields that persons stand behind. */
export const concentrationFigures = [
  ...(['persons', 'given_minor', 'top_1_pct', 'top_10_pct', 'largest'] as const),
  ...(['gini', 'hhi', 'donors_for_half'] as const),
] as const
export type ConcentrationFigure = (typeof concentrationFigures)[number]

/** What is published of fewer persons would be about some of them (finance.md 1.7). */
const fewest_published = 20

/**
 * How readers' money is spread over persons at the end of a period, over the twelve months `trailing`.
 * Ratios of six decimals; `given_minor` in minor units of `currency`.
 */
export type ConcentrationPeriod = Range &
  Reasons &
  Readonly<{ [Field in keyof Spread]: Spread[Field] | null }> &
  Readonly<{
    trailing: Range
    currency: string
    persons: number | null
    given_minor: number | null
    largest_funder_share: string | null
    owner_share: string | null
    runway_without_funder_months: string | null
    entries: Readonly<Record<string, string>>
  }>

type Around = Readonly<{
  range: Range
  trailing: Range
  currency: string
  entries: ConcentrationPeriod['entries']
}>
/** `published`: for whoever may not see rows. */
type Facts = Readonly<{
  givers: Givers | null
  payers: PayerFigures
  published: boolean
}>

export function concentrationPeriod(
  { givers, payers, published }: Facts,
  { range, ...around }: Around,
): ConcentrationPeriod {
  const persons = given(givers, personsIn)
  const given_minor = given(givers, totalOf)
  const spread = spreadFigures(givers ?? [], givers === null, published)
  return {
    ...range,
    ...around,
    persons: persons.value,
    given_minor: given_minor.value,
    top_1_pct: spread.top_1_pct.value,
    top_10_pct: spread.top_10_pct.value,
    largest: spread.largest.value,
    gini: spread.gini.value,
    hhi: spread.hhi.value,
    donors_for_half: spread.donors_for_half.value,
    largest_funder_share: payers.largest_funder_share.value,
    owner_share: payers.owner_share.value,
    runway_without_funder_months: payers.runway_without_funder_months.value,
    ...reasonsOf({ ...spread, persons, given_minor, ...payers }),
  }
}

function given(givers: Givers | null, count: (givers: Givers) => bigint): Known<number> {
  return known([[givers === null, 'rate_unavailable']], () => minorJson(count(givers ?? [])))
}

function spreadFigures(givers: Givers, unrated: boolean, published: boolean) {
  const persons = personsIn(givers)
  const spread = known(
    [
      [unrated, 'rate_unavailable'],
      [persons === 0n, 'no_persons'],
      [published && persons < fewest_published, 'too_few_persons'],
    ],
    () => spreadOf(givers),
  )
  const figure = <Name extends keyof Spread>(name: Name) => knownAs(spread, (all) => all[name])
  return {
    top_1_pct: figure('top_1_pct'),
    top_10_pct: figure('top_10_pct'),
    largest: figure('largest'),
    gini: figure('gini'),
    hhi: figure('hhi'),
    donors_for_half: figure('donors_for_half'),
  }
}
