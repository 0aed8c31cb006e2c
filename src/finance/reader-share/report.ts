import type { Reader } from '../../platform/database/connection.ts'
import type { Basis } from '../figures.ts'
import type { Range } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { factsOfRanges } from './facts.ts'
import { type SharePeriod, sharePeriod } from './share-period.ts'

export type ReaderShare = Report<SharePeriod>

/** Names the basis: a figure taken out of its page must say which money it counts. */
function meaningOf(basis: Basis) {
  return {
    id: 'reader-share',
    version: '1',
    text:
      `Readers’ money divided by all income of the same days, ${counted[basis]}. Readers: memberships ` +
      'and gifts through Stripe, and their money outside it. All income: these and every other class. ' +
      'Loans, equity, income in kind, asset sales, tax refunds and money passed through stand outside. ' +
      'Broad share: each person counts up to 5,000 of the books’ currency in a calendar year; the ' +
      'total stays whole.',
  } as const
}

const counted: Readonly<Record<Basis, string>> = {
  net: 'after tax, refunds and disputes and before fees, when received',
  gross: 'before tax, refunds, disputes and fees, when received',
  after_fees: 'after tax, refunds, disputes and fees, when received',
  recognised: 'after tax, refunds and disputes, as contributions recognised when received',
}

/** Readers' share of all income (finance.md 1.3), period by period and over the whole range. */
export function readerShare(
  reader: Reader,
  query: ReportQuery,
  deps: ReportDeps,
): Promise<ReaderShare> {
  return reportOver(meaningOf(query.basis), query, deps, (ranges) =>
    sharesOf(reader, ranges, query, deps),
  )
}

async function sharesOf(
  reader: Reader,
  ranges: readonly Range[],
  query: ReportQuery,
  deps: ReportDeps,
): Promise<SharePeriod[]> {
  const facts = await factsOfRanges(reader, ranges, query, deps)
  return facts.map((range) => sharePeriod(range, { query, config: deps.config }))
}
