import type { Reader } from '../../platform/database/connection.ts'
import type { Range } from '../period.ts'
import { personBasis } from '../persons/amount.ts'
import { lineSums } from '../persons/sums.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { rowsUrls } from '../rows-url.ts'
import { sumsOfDays } from './by-day.ts'
import { type DonorPeriod, donorFigures, donorPeriod } from './donor-period.ts'
import { donorMeasures, donorsOfMonths } from './lines.ts'
import { precedingOf } from './preceding.ts'
import { isOfCalendar, spansOf } from './span.ts'
import { type DonorFacts, donorFacts, donorSums } from './sums.ts'

export type Donors = Report<DonorPeriod>

const meaning = {
  id: 'donors',
  version: '1',
  text:
    'A gift is a one-off payment of which something was kept; a donor is a person with a gift in the ' +
    'period. Each period is held against as many whole intervals before it: retained gave in both, ' +
    'lapsed only then, new for the first time ever, reactivated before that but not then. Average and ' +
    'median are over gifts. Donor retention: retained ÷ donors then. Value retention: what the ' +
    'retained gave ÷ all that was given then. Upgrade rate: the retained who gave more than then.',
} as const

/**
 * Donors (finance.md 1.7), period by period and over the whole range. Amounts follow the basis: net is
 * what was kept of a gift, gross what was paid.
 */
export function donors(reader: Reader, query: ReportQuery, deps: ReportDeps): Promise<Donors> {
  return reportOver(meaning, query, deps, async (ranges) => {
    const factsOf = await donorsOver(reader, ranges, query)
    return ranges.map((range) =>
      donorPeriod(factsOf(range), {
        range,
        preceding: precedingOf(range, query.interval),
        currency: query.currency,
        entries: rowsUrls('donors', donorFigures, range, query),
      }),
    )
  })
}

/** The facts of each of the ranges beside what it is held against. */
export async function donorsOver(
  reader: Reader,
  ranges: readonly Range[],
  { basis, currency, interval }: Pick<ReportQuery, 'basis' | 'currency' | 'interval'>,
): Promise<(range: Range) => DonorFacts> {
  const kept = (range: Range) => isOfCalendar(range, precedingOf(range, interval))
  const others = ranges.filter((range) => !kept(range))
  const spans = spansOf(
    others.map((range) => ({ range, since: precedingOf(range, interval).from })),
  )
  const gifts = personBasis(basis)
  const asked = { maker: donorsOfMonths, measures: donorMeasures(gifts), currency }
  const [ofMonths, ofDays] = await Promise.all([
    others.length < ranges.length ? lineSums(reader, asked) : [],
    others.length > 0 ? sumsOfDays(reader, spans, currency) : [],
  ])
  const [monthly, daily] = [donorSums(ofMonths, gifts), donorSums(ofDays, gifts)]
  return (range) => donorFacts(kept(range) ? monthly : daily, range, precedingOf(range, interval))
}
