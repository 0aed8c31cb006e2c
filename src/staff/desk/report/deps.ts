import type { Config } from '../../../config.ts'
import type { Clock } from '../../../platform/clock.ts'
import type { Reader } from '../../../platform/database/connection.ts'

/** What every page of figures reads. */
export type ReportPageDeps = Readonly<{
  config: Pick<Config, 'reportingCurrency' | 'reportingTimezone' | 'stripe' | 'supporterMonths'>
  reader: Reader
  clock: Clock
}>
