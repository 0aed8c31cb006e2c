import type { ReportDeps, ReportQuery } from '../../src/finance/query.ts'
import { fixedClock } from '../../src/platform/clock.ts'
import { type Currency, currencyOf } from '../../src/platform/money/currency.ts'
import { zone } from '../ledger/builders.ts'

export function currency(code: string): Currency {
  const known = currencyOf(code)
  if (known === null) throw new TypeError(`${code} is no currency`)
  return known
}

/** Books in EUR and Kyiv's days, seen on 15 June 2026. */
export const reportDeps: ReportDeps = {
  config: { reportingCurrency: currency('EUR'), reportingTimezone: zone, supporterMonths: 12 },
  clock: fixedClock(new Date('2026-06-15T09:00:00Z')),
}

/** A query by month and net, over 2026 unless told otherwise. */
export function asked(query: Partial<ReportQuery> = {}): ReportQuery {
  return {
    from: '2026-01-01',
    to: '2027-01-01',
    interval: 'month',
    basis: 'net',
    currency: currency('EUR'),
    compare: null,
    ...query,
  }
}
