import type { ConcentrationPeriod } from '../../../finance/concentration/concentration-period.ts'
import { concentrationKind } from '../../../finance/concentration/routes.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { columnNames } from '../days.ts'
import { counted, countOf, percent, percentTick } from '../figures.tsx'
import { type Column, count, minor, plain, ratio } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { fraction } from '../report/series.ts'
import { spanName } from '../report/span.ts'

const persons: readonly Column<ConcentrationPeriod>[] = [
  count('persons', 'Persons who gave'),
  minor('given_minor', 'Given'),
  count('donors_for_half', 'Gave half of it'),
  ratio('largest', 'Largest'),
  ratio('top_1_pct', 'Top 1 %'),
  ratio('top_10_pct', 'Top 10 %'),
  plain('gini', 'Gini', 3),
  plain('hhi', 'HHI', 4),
]

const dependence: readonly Column<ConcentrationPeriod>[] = [
  ratio('largest_funder_share', 'Largest funder, of all income'),
  ratio('owner_share', 'Owners, of all income'),
  plain('runway_without_funder_months', 'Months of cash without that funder'),
]

/** `/desk/concentration`: on how many persons, and on whom besides, the newsroom stands. */
export const concentrationPage = reportPage({
  kind: concentrationKind,
  title: 'Concentration',
  sentence,
  tables: ({ currency }) => [
    {
      caption: `Twelve months to the end of each period, amounts in ${currency}`,
      columns: persons,
    },
    { caption: 'Who else the newsroom depends on', columns: dependence },
  ],
  charts: (shown) => <SpreadChart {...shown} />,
})

function sentence({ report }: Shown<ConcentrationPeriod>): string {
  const period = newestWith(report, ({ donors_for_half }) => donors_for_half !== null)
  const { donors_for_half: half, persons: all, top_10_pct: top } = period
  if (half === null || all === null || top === null) {
    return 'How giving is spread over persons is not known yet'
  }
  return `${countOf(half, 'person')} of ${counted(all)} gave half of readers’ money, the top 10 % gave ${percent(top)}`
}

/** Of a hundred per cent: the largest, the rest of the top 1 % and 10 %, and everybody else. */
const SpreadChart = ({ report: { periods }, query }: Shown<ConcentrationPeriod>) => {
  const spread = periods.map(spreadIn)
  return (
    <StackedChart
      title="Of readers’ money, who gave how much"
      sentence={`How readers’ money of twelve months is spread, from ${spanName(periods, query.interval)}: everybody else at the base, then the top 10 %, the top 1 % and the largest giver.`}
      columns={columnNames(periods, query.interval)}
      series={[
        { label: 'Everybody else', tone: 0, values: spread.map(({ others }) => others) },
        { label: 'Rest of top 10 %', tone: 2, values: spread.map(({ top10 }) => top10) },
        { label: 'Rest of top 1 %', tone: 1, values: spread.map(({ top1 }) => top1) },
        { label: 'Largest', tone: 3, values: spread.map(({ largest }) => largest) },
      ]}
      writeTick={percentTick}
    />
  )
}

function spreadIn({ largest, top_1_pct, top_10_pct }: ConcentrationPeriod) {
  const [first, one, ten] = [fraction(largest), fraction(top_1_pct), fraction(top_10_pct)]
  return first === null || one === null || ten === null
    ? { largest: 0, top1: 0, top10: 0, others: 0 }
    : { largest: first, top1: one - first, top10: ten - one, others: 1 - ten }
}
