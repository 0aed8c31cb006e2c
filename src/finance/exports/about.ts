import type { Currency } from '../../platform/money/currency.ts'
import type { ReportDeps } from '../query.ts'
import type { About } from './workbook.ts'

/** What stands on the sheet `Definitions` of a table that is no report. */
export function aboutTable(
  what: Readonly<{ id: string; text: string; basis?: string }>,
  { config, clock }: ReportDeps,
  currency: Currency = config.reportingCurrency,
): About {
  const { reportingTimezone: timezone } = config
  return { ...what, version: '1', timezone, currency, as_of: clock.now().toISOString() }
}
