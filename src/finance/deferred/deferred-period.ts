import { minorJson } from '../../platform/money/money.ts'
import type { Range } from '../period.ts'
import type { ReportQuery } from '../query.ts'
import { rowsUrls } from '../rows-url.ts'
import type { RollForward } from './roll-forward.ts'

export const deferredFigures = [
  'opening_minor',
  'billed_minor',
  'recognised_minor',
  'refunded_minor',
  'closing_minor',
] as const
export type DeferredFigure = (typeof deferredFigures)[number]

/** The roll-forward of a period: opening + billed - recognised - refunded = closing; or why there is none. */
export type DeferredPeriod = Readonly<Record<DeferredFigure, number | null>> &
  Readonly<{
    from: string
    to: string
    currency: string
    reason: 'not_declared' | 'rate_unavailable' | null
    entries: Readonly<Record<string, string>>
  }>

/** Null as the roll-forward means that finance has not said what any product is. */
export function deferredPeriod(
  range: Range,
  rolled: RollForward | null,
  query: ReportQuery,
): DeferredPeriod {
  const isRated = rolled?.unrated === 0n
  const shown = (figure: keyof RollForward) => (isRated ? minorJson(rolled[figure]) : null)
  return {
    ...range,
    currency: query.currency,
    opening_minor: shown('opening'),
    billed_minor: shown('billed'),
    recognised_minor: shown('recognised'),
    refunded_minor: shown('refunded'),
    closing_minor: shown('closing'),
    reason: rolled === null ? 'not_declared' : isRated ? null : 'rate_unavailable',
    entries: rowsUrls('deferred', deferredFigures, range, query),
  }
}
