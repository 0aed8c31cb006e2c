import type { DonorPeriod } from '../../../finance/donors/donor-period.ts'
import { donorsKind } from '../../../finance/donors/routes.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { columnNames, periodName } from '../days.ts'
import { counted, countOf, inWords } from '../figures.tsx'
import { count, minor, ratio } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { spanName } from '../report/span.ts'

/** `/desk/donors`: who gives once and again. */
export const donorsPage = reportPage({
  kind: donorsKind,
  title: 'Donors',
  sentence,
  tables: ({ query, currency }) => [
    {
      caption: `Donors by ${query.interval}, persons`,
      columns: [
        count('donors'),
        count('new'),
        count('retained'),
        count('reactivated'),
        count('lapsed'),
        ratio('donor_retention', 'Came again'),
      ],
    },
    {
      caption: `Gifts by ${query.interval}, amounts in ${currency}`,
      columns: [
        count('gifts'),
        minor('average_gift_minor', 'Average gift'),
        minor('median_gift_minor', 'Median gift'),
        ratio('value_retention', 'Value retained'),
        ratio('upgrade_rate', 'Gave more than before'),
      ],
    },
  ],
  charts: (shown) => <DonorsChart {...shown} />,
})

function sentence({ report, query, currency }: Shown<DonorPeriod>): string {
  const period = newestWith(report, ({ donors }) => donors > 0)
  const name = periodName(period.from, query.interval)
  if (period.donors === 0) return `Nobody gave once in ${name}`
  const median = period.median_gift_minor
  const half = median === null ? '' : `, the middle gift was ${inWords(BigInt(median), currency)}`
  return `${countOf(period.donors, 'person')} gave once in ${name}${half}`
}

/** Who came stands above the line, who did not come again below it. */
const DonorsChart = ({ report: { periods }, query }: Shown<DonorPeriod>) => (
  <StackedChart
    title="Who gave, and who did not again"
    sentence={`Donors from ${spanName(periods, query.interval)}: those who came again, came back and are new above the line, those who lapsed below it.`}
    columns={columnNames(periods, query.interval)}
    series={[
      { label: 'Retained', tone: 0, values: periods.map(({ retained }) => retained) },
      { label: 'Reactivated', tone: 2, values: periods.map(({ reactivated }) => reactivated) },
      { label: 'New', tone: 1, values: periods.map((period) => period.new) },
      { label: 'Lapsed', tone: 7, values: periods.map(({ lapsed }) => -lapsed) },
    ]}
    writeTick={(value) => counted(Math.abs(value))}
  />
)
