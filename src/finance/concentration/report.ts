import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import { isMonthStart } from '../period.ts'
import { personBasis } from '../persons/amount.ts'
import { lineParts } from '../persons/sums.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import { type Report, reportOver } from '../report.ts'
import { rowsUrls } from '../rows-url.ts'
import {
  type ConcentrationPeriod,
  concentrationFigures,
  concentrationPeriod,
} from './concentration-period.ts'
import { giversOn } from './given.ts'
import { concentrationLines, trailingMeasure, trailingTo } from './lines.ts'
import { payersOver } from './payers.ts'
import { type Givers, giversOf } from './spread.ts'

/** `published`: asked by somebody who may not see rows. */
export type ConcentrationQuery = ReportQuery & Readonly<{ published: boolean }>
export type Concentration = Report<ConcentrationPeriod>

const meaning = {
  id: 'concentration',
  version: '1',
  text:
    'Readers’ money of the twelve months that end with the period, by person, where more than nothing ' +
    'is left of it. Top 1 % and 10 %: the share of so many of the largest, rounded up, at least one. ' +
    'Gini: Σ(2i − n − 1)x ÷ (n Σx), uncorrected. HHI: the sum of squared shares. Donors for half: the ' +
    'fewest persons who gave at least half. Money that names no person is in none of these. Beside ' +
    'it, over the same months: the largest payer who is no reader and the owners as parts of all ' +
    'income, and how long the cash would last without that payer. Who may not see rows sees nothing ' +
    'of fewer than twenty persons.',
} as const

/** Concentration (finance.md 1.7) as it stands at each period's end, and at the range's. */
export function concentration(
  reader: Reader,
  query: ConcentrationQuery,
  deps: ReportDeps,
): Promise<Concentration> {
  return reportOver(meaning, query, deps, async (ranges) => {
    const { published, currency } = query
    const ends = ranges.map(({ to }) => to)
    const [giversBefore, payersBefore] = await Promise.all([
      giversOver(reader, ends, query),
      payersOver(reader, ends, { ...query, books: deps.config.reportingCurrency }),
    ])
    return ranges.map((range) =>
      concentrationPeriod(
        { givers: giversBefore(range.to), payers: payersBefore(range.to), published },
        {
          ...{ range, trailing: trailingTo(range.to), currency },
          entries: rowsUrls('concentration', concentrationFigures, range, query),
        },
      ),
    )
  })
}

/** Who gave how much in the twelve months before each of these days; null without a rate. */
export async function giversOver(
  reader: Reader,
  ends: readonly Day[],
  { basis, currency }: Pick<ReportQuery, 'basis' | 'currency'>,
): Promise<(end: Day) => Givers | null> {
  if (!ends.every(isMonthStart)) return giversOn(reader, ends, { basis, currency })
  const measures = [trailingMeasure(personBasis(basis))]
  const lines = await lineParts(reader, { maker: concentrationLines, measures, currency })
  return giversOf(lines, ends)
}
