import { minorJson } from '../../platform/money/money.ts'
import { type EntriesScope, entriesUrl } from '../entries-url.ts'
import type { RevenueFigure } from '../figures.ts'
import type { Range } from '../period.ts'
import type { Grouping } from '../sums.ts'

/** Minor units; all null where one of the rows has no rate. */
export type RevenueAmounts = Readonly<Record<RevenueFigure, number | null>>
type Addresses = Readonly<Record<RevenueFigure, string>>

/** `key` is `(none)` for rows without one; `(other)` holds keys of too few persons, without rows. */
export type RevenueGroup = RevenueAmounts & Readonly<{ key: string; entries: Addresses | null }>
export type RevenuePeriod = RevenueAmounts &
  Readonly<{
    from: string
    to: string
    currency: string
    reason: 'rate_unavailable' | null
    entries: Addresses
    groups?: readonly RevenueGroup[]
  }>

/** The sums of one key, and how many of its rows had no rate and are in none of them. */
export type KeySums = Readonly<Record<RevenueFigure, bigint>> &
  Readonly<{ key: string; unrated: bigint }>
export type RevenueScope = EntriesScope & Readonly<{ by: Grouping; source: 'all' | 'stripe' }>

/** The period over all its keys, without the groups. */
export function revenuePeriod(
  range: Range,
  keys: readonly KeySums[],
  scope: RevenueScope,
): RevenuePeriod {
  const unrated = keys.some((key) => key.unrated > 0n)
  const total = (figure: RevenueFigure) => keys.reduce((sum, key) => sum + key[figure], 0n)
  return {
    ...range,
    currency: scope.query.currency,
    ...perFigure((figure) => (unrated ? null : minorJson(total(figure)))),
    reason: unrated ? 'rate_unavailable' : null,
    entries: perFigure((figure) => entriesUrl(figure, range, scope, sourceOf(scope))),
  }
}

/** `rowless` groups name no rows: what they hold must not be opened one by one. */
export function revenueGroup(
  range: Range,
  sums: KeySums,
  scope: RevenueScope,
  { rowless }: { rowless: boolean },
): RevenueGroup {
  const filter = { ...sourceOf(scope), [scope.by]: sums.key }
  return {
    key: sums.key,
    ...perFigure((figure) => (sums.unrated > 0n ? null : minorJson(sums[figure]))),
    entries: rowless ? null : perFigure((figure) => entriesUrl(figure, range, scope, filter)),
  }
}

function sourceOf({ source }: RevenueScope) {
  return source === 'stripe' ? { source } : {}
}

/** The same for each of the report's amounts, in the order they are shown. */
export function perFigure<T>(of: (figure: RevenueFigure) => T): Record<RevenueFigure, T> {
  return {
    gross_minor: of('gross_minor'),
    tax_minor: of('tax_minor'),
    refunds_minor: of('refunds_minor'),
    disputes_minor: of('disputes_minor'),
    net_minor: of('net_minor'),
    fees_minor: of('fees_minor'),
    net_after_fees_minor: of('net_after_fees_minor'),
    fx_minor: of('fx_minor'),
  }
}
