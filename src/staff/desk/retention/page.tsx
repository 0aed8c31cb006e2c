import type { RetentionPeriod } from '../../../finance/retention/retention-period.ts'
import { retentionKind } from '../../../finance/retention/routes.ts'
import { LineChart } from '../../../platform/ui/charts/line-chart.tsx'
import { columnNames, periodName } from '../days.ts'
import { percent, percentTick } from '../figures.tsx'
import { type Column, count, plain, ratio } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { fraction } from '../report/series.ts'
import { spanName } from '../report/span.ts'
import { CohortTables } from './cohorts.tsx'

const members: readonly Column<RetentionPeriod>[] = [
  count('opening_members', 'At opening'),
  count('lost_members', 'Of them lost'),
  count('closing_members', 'At closing'),
  count('early_churned', 'Joined and left within'),
  ratio('logo_churn', 'Lost'),
  ratio('annualised_churn', 'Lost in a year at this pace'),
]

const money: readonly Column<RetentionPeriod>[] = [
  ratio('grr', 'Kept (GRR)'),
  ratio('nrr', 'Kept and grown (NRR)'),
  plain('quick_ratio', 'Won ÷ lost'),
]

/** `/desk/retention`: who stays, of all members and of each month's. */
export const retentionPage = reportPage({
  kind: retentionKind,
  title: 'Retention',
  sentence,
  without: ['basis'],
  tables: ({ query }) => [
    { caption: `Members kept and lost by ${query.interval}`, columns: members },
    { caption: 'Their money kept and grown', columns: money },
  ],
  charts: (shown) => <KeptChart {...shown} />,
  more: (shown) => <CohortTables {...shown} />,
})

/** Of a period that goes on it is too early to say. */
function sentence({ report, query, today }: Shown<RetentionPeriod>): string {
  const period = newestWith(report, ({ logo_churn, to }) => logo_churn !== null && to <= today)
  const name = periodName(period.from, query.interval)
  return period.logo_churn === null
    ? `There were no members to lose in ${name}`
    : `${percent(period.logo_churn)} of the members at its start were lost in ${name}`
}

const KeptChart = ({ report: { periods }, query }: Shown<RetentionPeriod>) => (
  <LineChart
    title="Of the money that members brought at the start of each period, what was kept"
    sentence={`Money kept, without and with growth of those members, from ${spanName(periods, query.interval)}.`}
    columns={columnNames(periods, query.interval)}
    lines={[
      { label: 'Kept', tone: 0, values: periods.map(({ grr }) => fraction(grr)) },
      { label: 'Kept and grown', tone: 4, values: periods.map(({ nrr }) => fraction(nrr)) },
    ]}
    writeTick={percentTick}
  />
)
