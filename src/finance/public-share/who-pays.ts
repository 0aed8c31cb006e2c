import type { Reader } from '../../platform/database/connection.ts'
import { type Day, todayOf } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { donors } from '../donors/report.ts'
import type { Range } from '../period.ts'
import { lineSums } from '../persons/sums.ts'
import type { ReportDeps } from '../query.ts'
import { readerMeasure, readerShareLines, readersWithin } from '../reader-share/lines.ts'
import { readerShare } from '../reader-share/report.ts'
import { type Band, bandOf } from './band.ts'
import { closedYear, type PublicShare } from './report.ts'

/**
 * What anybody may know of who pays: over the closed months of one year, up to `to`. `readers` paid in
 * it, `median_gift_minor` is over one-off gifts; both are null where fewer than twenty persons stand
 * behind them. The largest payer who is no reader is told as a band of all income, without a name; null
 * where there is none, or no share.
 */
export type WhoPays = PublicShare &
  Readonly<{
    from: Day
    to: Day | null
    currency: Currency
    readers: number | null
    median_gift_minor: number | null
    largest_funder: Band | null
  }>

/** Fewer persons are not told of (finance.md 1.7). */
const fewest = 20n

/** Of last year, or of this one while nothing of last year is closed. */
export async function whoPays(reader: Reader, deps: ReportDeps): Promise<WhoPays> {
  const { config, clock } = deps
  const thisYear = Number(todayOf({ clock, config }).slice(0, 4))
  const last = await closedYear(reader, thisYear - 1, deps)
  const { share, to } = last.to !== null ? last : await closedYear(reader, thisYear, deps)
  const from = `${share.year}-01-01`
  const about = { ...share, from, to, currency: config.reportingCurrency }
  if (to === null) return { ...about, readers: null, median_gift_minor: null, largest_funder: null }
  return { ...about, ...(await behind(reader, { from, to }, deps)) }
}

async function behind(reader: Reader, range: Range, deps: ReportDeps) {
  const { reportingCurrency: currency } = deps.config
  const query = { ...range, interval: 'year', basis: 'net', currency, compare: null } as const
  const asked = { maker: readerShareLines, measures: [readerMeasure], currency }
  const [lines, given, share] = await Promise.all([
    lineSums(reader, asked),
    donors(reader, query, deps),
    readerShare(reader, query, deps),
  ])
  const readers = readersWithin(lines, range)
  const { largest_funder_share } = share.total
  return {
    readers: readers < fewest ? null : Number(readers),
    median_gift_minor: given.total.donors < fewest ? null : given.total.median_gift_minor,
    largest_funder: largest_funder_share === null ? null : bandOf(largest_funder_share),
  }
}
