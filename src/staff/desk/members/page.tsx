import type { MembersPeriod } from '../../../finance/members/members-period.ts'
import { membersKind } from '../../../finance/members/routes.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { columnNames, periodName } from '../days.ts'
import { counted, countOf } from '../figures.tsx'
import { type Column, count } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { spanName } from '../report/span.ts'

const columns: readonly Column<MembersPeriod>[] = [
  count('opening'),
  count('joined'),
  count('returned'),
  count('left_voluntary', 'Left'),
  count('left_failed', 'Lost to failed payments'),
  count('paused'),
  count('closing'),
  count('supporters', 'Supporters at the end'),
]

/** `/desk/members`: how many there are, who joined and who left. */
export const membersPage = reportPage({
  kind: membersKind,
  title: 'Members',
  sentence: membersSentence,
  without: ['basis', 'currency'],
  tables: ({ query }) => [{ caption: `Members by ${query.interval}, persons`, columns }],
  charts: (shown) => <MembersChart {...shown} />,
})

/** What the newest period says. */
export function membersSentence({ report, query }: Shown<MembersPeriod>): string {
  const period = newestWith(report, ({ closing, opening }) => closing + opening > 0)
  const name = periodName(period.from, query.interval)
  const more = period.closing - period.opening
  const way =
    more === 0
      ? 'as many as before'
      : `${counted(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} than before`
  return period.closing + period.opening === 0
    ? `There are no members in ${name} yet`
    : `${countOf(period.closing, 'member')} in ${name}, ${way}`
}

const MembersChart = ({ report: { periods }, query }: Shown<MembersPeriod>) => (
  <StackedChart
    title="Who joined, and who left"
    sentence={`Members from ${spanName(periods, query.interval)}: who joined or returned above the line, who left, was lost or paused below it.`}
    columns={columnNames(periods, query.interval)}
    series={[
      { label: 'Joined', tone: 0, values: periods.map(({ joined }) => joined) },
      { label: 'Returned', tone: 8, values: periods.map(({ returned }) => returned) },
      { label: 'Left', tone: 3, values: periods.map((period) => -period.left_voluntary) },
      { label: 'Payment failed', tone: 1, values: periods.map((period) => -period.left_failed) },
      { label: 'Paused', tone: 7, values: periods.map(({ paused }) => -paused) },
    ]}
    writeTick={(value) => counted(Math.abs(value))}
  />
)
