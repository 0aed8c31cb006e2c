import { minorJson } from '../../platform/money/money.ts'
import { other } from '../folding.ts'
import { type Known, type Reasons, reasonsOf } from '../known.ts'
import type { Range } from '../period.ts'
import { type KeyFacts, together } from './key-facts.ts'
import { type Cost, paybackMonth, roiOf } from './payback.ts'

/** The figures that rows stand behind. */
export const attributionFigures = [
  'members_new',
  'gifts',
  'amount_minor',
  'net_to_date_minor',
] as const
export type AttributionFigure = (typeof attributionFigures)[number]

type Addresses = Readonly<Record<string, string>>
type Won = Readonly<{
  members_new: number
  gifts: number
  amount_minor: number | null
  net_to_date_minor: number | null
}>

/**
 * What one key brought. Amounts are minor units of the period's currency. `(other)` holds keys of too
 * few persons, without rows and cost.
 */
export type AttributionGroup = Won &
  Reasons &
  Readonly<{
    key: string
    cost_minor: number | null
    roi: string | null
    payback_month: number | null
    entries: Addresses | null
  }>
export type AttributionPeriod = Range &
  Won &
  Readonly<{
    currency: string
    reason: string | null
    groups: readonly AttributionGroup[]
    entries: Addresses
  }>

type Around = Readonly<{
  range: Range
  currency: string
  costOf: (key: string) => Cost
  /** The rows behind a key's figures, or behind all of the period's. */
  entriesOf: (key: string | null) => Addresses
}>

/** The period over all its keys, and each of them. */
export function attributionPeriod(
  keys: readonly KeyFacts[],
  { range, currency, costOf, entriesOf }: Around,
): AttributionPeriod {
  const all = together('', keys)
  return {
    ...range,
    currency,
    ...wonBy(all),
    reason: all.unrated > 0n ? 'rate_unavailable' : null,
    groups: keys.map((facts) => ({
      ...groupOf(facts, costOf(facts.key)),
      entries: facts.key === other ? null : entriesOf(facts.key),
    })),
    entries: entriesOf(null),
  }
}

function wonBy(facts: KeyFacts): Won {
  const amount = (minor: bigint) => (facts.unrated > 0n ? null : minorJson(minor))
  return {
    members_new: Number(facts.members_new),
    gifts: Number(facts.gifts),
    amount_minor: amount(facts.amount),
    net_to_date_minor: amount(facts.net),
  }
}

function groupOf(facts: KeyFacts, cost: Cost): Omit<AttributionGroup, 'entries'> {
  const [roi, payback] = [roiOf(facts, cost), paybackMonth(facts, cost)]
  const rated: Known<true> =
    facts.unrated > 0n ? { value: null, why: 'rate_unavailable' } : { value: true, why: null }
  return {
    key: facts.key,
    ...wonBy(facts),
    cost_minor: cost.value === null ? null : minorJson(cost.value),
    roi: roi.value,
    payback_month: payback.value,
    ...reasonsOf({ amount_minor: rated, cost_minor: cost, roi, payback_month: payback }),
  }
}
