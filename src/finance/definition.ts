import type { Currency } from '../platform/money/currency.ts'
import type { Basis } from './figures.ts'
import type { ReportDeps, ReportQuery } from './query.ts'

/** What a report's figures mean and how fresh they are; `version` changes when the meaning does. */
export type Definition = Readonly<{
  id: string
  version: string
  basis: Basis
  timezone: string
  currency: Currency
  as_of: string
  text: string
}>

export function definitionOf(
  { id, version, text }: Pick<Definition, 'id' | 'version' | 'text'>,
  { basis, currency }: Pick<ReportQuery, 'basis' | 'currency'>,
  { config, clock }: ReportDeps,
): Definition {
  const as_of = clock.now().toISOString()
  return { id, version, basis, timezone: config.reportingTimezone, currency, as_of, text }
}
