import { ratio } from '../ratio.ts'
import type { MissingCell } from './income-facts.ts'

export type ShareReason = 'rate_unavailable' | 'income_missing' | 'total_not_positive'

/** What is known of a period's money, in minor units; `known` is all income that has a figure. */
export type Known = Readonly<{
  reader: bigint
  known: bigint
  unrated: boolean
  missing: readonly MissingCell[]
}>

export type Share = Readonly<{
  total: bigint | null
  share: string | null
  upper_bound: string | null
  reason: ShareReason | null
}>

/**
 * Readers' part of all income (finance.md 1.3). A missing cell means that the total is not known and
 * the share is not either; as unknown income is never negative, readers / known is its upper bound.
 * Where readers' own money outside Stripe is what is missing, it may stand in both, and only 1 bounds
 * the share.
 */
export function shareOf({ reader, known, unrated, missing }: Known): Share {
  if (unrated) return without('rate_unavailable')
  if (missing.length > 0) {
    return { ...without('income_missing'), upper_bound: upperBound(reader, known, missing) }
  }
  if (known <= 0n) return { ...without('total_not_positive'), total: known }
  return { total: known, share: ratio(reader, known), upper_bound: null, reason: null }
}

function without(reason: ShareReason): Share {
  return { total: null, share: null, upper_bound: null, reason }
}

function upperBound(reader: bigint, known: bigint, missing: readonly MissingCell[]) {
  if (missing.some((cell) => cell.class === 'reader')) return ratio(1n, 1n)
  return known > 0n ? ratio(reader, known) : null
}
