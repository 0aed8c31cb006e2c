import type { Reader } from '../../platform/database/connection.ts'
import type { Basis } from '../figures.ts'
import type { Range } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { factsOfRanges, type ShareQuery } from './facts.ts'
import { broadCap_units } from './lines.ts'
import { type SharePeriod, sharePeriod } from './share-period.ts'

export type ReaderShareQuery = ReportQuery & Pick<ShareQuery, 'folded'>
export type ReaderShare = Report<SharePeriod>

/** Names the basis: a figure taken out of its page must say which money it counts. */
function meaningOf(basis: Basis) {
  return {
    id: 'reader-share',
    version: '2',
    text:
      `Readers’ money divided by all income of the same days, ${counted[basis]}. Readers: memberships ` +
      'and gifts through Stripe, and their money outside it. All income: these and every other class. ' +
      'Loans, equity, income in kind, asset sales, tax refunds and money passed through stand outside. ' +
      `Broad share: each person counts up to ${cap} of the books’ currency in a calendar year; the ` +
      'total stays whole. Largest funder: the payer besides readers that gave most, over all classes. ' +
      'INN frame: individual giving is readers’ money (of it major: payments of ' +
      `${cap} and more), earned is advertising, sponsorship, events, syndication and commerce, and ` +
      'foundations and all other income stand apart.',
  } as const
}

const cap = new Intl.NumberFormat('en').format(broadCap_units)

const counted: Readonly<Record<Basis, string>> = {
  net: 'after tax, refunds and disputes and before fees, when received',
  gross: 'before tax, refunds, disputes and fees, when received',
  after_fees: 'after tax, refunds, disputes and fees, when received',
  recognised:
    'after tax, refunds and disputes, payments for services as they are earned and all else when received',
}

/** Readers' share of all income (finance.md 1.3), period by period and over the whole range. */
export function readerShare(
  reader: Reader,
  query: ReaderShareQuery,
  deps: ReportDeps,
): Promise<ReaderShare> {
  return reportOver(meaningOf(query.basis), query, deps, (ranges) =>
    sharesOf(reader, ranges, query, deps),
  )
}

async function sharesOf(
  reader: Reader,
  ranges: readonly Range[],
  query: ReaderShareQuery,
  deps: ReportDeps,
): Promise<SharePeriod[]> {
  const facts = await factsOfRanges(reader, ranges, query, deps)
  return facts.map((range) => sharePeriod(range, { query, config: deps.config }))
}
