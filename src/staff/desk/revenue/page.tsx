import { revenueFigures } from '../../../finance/figures.ts'
import type { RevenueQuery } from '../../../finance/revenue/report.ts'
import type { RevenuePeriod } from '../../../finance/revenue/revenue-period.ts'
import { revenueKind } from '../../../finance/revenue/routes.ts'
import { groupings } from '../../../finance/sums.ts'
import { periodName } from '../days.ts'
import { capitalised, inWords } from '../figures.tsx'
import { minor, ofGroup } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { GroupTable } from '../report/period-table.tsx'
import { choiceOf } from '../report/view.tsx'
import { keyName, reasonInWords } from '../words.ts'
import { NetChart } from './chart.tsx'

const columns = revenueFigures.map((name) => minor(name))

/** `/desk/revenue`: what came in, from gross to what is left after fees. */
export const revenuePage = reportPage({
  kind: revenueKind,
  title: 'Revenue',
  sentence: revenueSentence,
  choices: [
    choiceOf('group', 'Split by', [
      ['', 'Nothing'],
      ...groupings.map((key) => [key, capitalised(key)] as const),
    ]),
    choiceOf('source', 'Income', [
      ['all', 'All'],
      ['stripe', 'Through Stripe'],
    ]),
  ],
  tables: (shown) => [
    { caption: `Revenue by ${shown.query.interval}, in ${shown.currency}`, columns },
    ...netByKey(shown),
  ],
  charts: (shown) => <NetChart {...shown} />,
  more: (shown) => <Groups {...shown} />,
})

type ShownRevenue = Shown<RevenuePeriod, RevenueQuery>

/** «€1,284.00 net in June 2026»: the newest period that has any money, else the newest. */
export function revenueSentence({ report, query, currency }: Shown<RevenuePeriod>): string {
  const period = newestWith(report, ({ gross_minor }) => gross_minor !== 0)
  const name = periodName(period.from, query.interval)
  if (period.net_minor === null) {
    return `What came in in ${name} is not known: ${reasonInWords(period.reason)}`
  }
  return `${inWords(BigInt(period.net_minor), currency)} net in ${name}`
}

/** The whole range by key, where the report was split. */
const Groups = ({ report: { total }, query: { group: by }, ...seen }: ShownRevenue) =>
  total.groups === undefined || by === null ? null : (
    <GroupTable
      caption={`The whole range split, in ${seen.currency}`}
      head={capitalised(by)}
      columns={columns}
      rows={total.groups.map((group) => [keyName(by, group.key), unrated(group)])}
      seen={seen}
    />
  )

/** Each period's net by key, as the picture shows it. */
function netByKey({ report: { periods, total }, query: { group: by }, currency }: ShownRevenue) {
  if (periods.length < 2 || !total.groups?.length || by === null) return []
  const netOf = (key: string) =>
    ofGroup(keyName(by, key), (period: RevenuePeriod) => groupOf(period, key), minor('net_minor'))
  return [
    {
      caption: `Net revenue split, in ${currency}`,
      columns: total.groups.map(({ key }) => netOf(key)),
    },
  ]
}

function groupOf({ groups }: RevenuePeriod, key: string) {
  const group = groups?.find((one) => one.key === key)
  return group === undefined ? undefined : unrated(group)
}

/** A group's amounts are null for one reason only. */
function unrated<Group extends object>(group: Group) {
  return { ...group, reason: 'rate_unavailable' }
}
