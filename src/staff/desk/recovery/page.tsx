import type { RecoveryPeriod } from '../../../finance/recovery/recovery-period.ts'
import { recoveryKind } from '../../../finance/recovery/routes.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { columnNames, periodName } from '../days.ts'
import { counted, countOf, percent } from '../figures.tsx'
import { type Column, count, minor, ratio } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { spanName } from '../report/span.ts'

const bills: readonly Column<RecoveryPeriod>[] = [
  count('failed', 'First failed'),
  count('recovered', 'Paid in 30 days'),
  count('recovered_late', 'Paid later'),
  count('pending', 'Still open'),
  count('lost'),
  ratio('rate_by_count', 'Recovered'),
]

const money: readonly Column<RecoveryPeriod>[] = [
  minor('failed_minor', 'First failed'),
  minor('recovered_minor', 'Paid in 30 days'),
  minor('recovered_late_minor', 'Paid later'),
  minor('pending_minor', 'Still open'),
  minor('lost_minor', 'Lost'),
  ratio('rate_by_amount', 'Recovered'),
]

/** `/desk/recovery`: what becomes of memberships whose payment failed. */
export const recoveryPage = reportPage({
  kind: recoveryKind,
  title: 'Recovery',
  sentence,
  without: ['basis'],
  tables: ({ query, currency }) => [
    { caption: `Bills by the ${query.interval} of their first failure`, columns: bills },
    { caption: `The same in money, in ${currency}`, columns: money },
  ],
  charts: (shown) => <OutcomeChart {...shown} />,
})

function sentence({ report, query }: Shown<RecoveryPeriod>): string {
  const period = newestWith(report, ({ rate_by_count }) => rate_by_count !== null)
  const name = periodName(period.from, query.interval)
  if (period.rate_by_count === null) return `No payment of a membership failed in ${name}`
  return `${countOf(period.failed, 'payment')} failed in ${name}, ${percent(period.rate_by_count)} were recovered in 30 days`
}

const OutcomeChart = ({ report: { periods }, query }: Shown<RecoveryPeriod>) => (
  <StackedChart
    title="What became of payments that failed"
    sentence={`Bills that first failed from ${spanName(periods, query.interval)}: recovered at the base, then paid late, still open and lost.`}
    columns={columnNames(periods, query.interval)}
    series={[
      { label: 'In 30 days', tone: 0, values: periods.map(({ recovered }) => recovered) },
      { label: 'Later', tone: 8, values: periods.map((period) => period.recovered_late) },
      { label: 'Still open', tone: 1, values: periods.map(({ pending }) => pending) },
      { label: 'Lost', tone: 3, values: periods.map(({ lost }) => lost) },
    ]}
    writeTick={counted}
  />
)
