import type {
  AttributionGroup,
  AttributionPeriod,
} from '../../../finance/attribution/attribution-period.ts'
import { attributionGroups, type Model, models } from '../../../finance/attribution/credit.ts'
import type { AttributionQuery } from '../../../finance/attribution/report.ts'
import { attributionKind } from '../../../finance/attribution/routes.ts'
import { none } from '../../../ledger/entries.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { columnNames, periodName } from '../days.ts'
import { capitalised, inWords, tickIn } from '../figures.tsx'
import { type Column, count, minor, ratio } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { GroupTable } from '../report/period-table.tsx'
import { moneyByKey, seriesOf, shortened } from '../report/series.ts'
import { spanName } from '../report/span.ts'
import { choiceOf } from '../report/view.tsx'
import { keyName, reasonInWords } from '../words.ts'

const won = [
  count('members_new', 'New members'),
  count('gifts'),
  minor('amount_minor', 'First payments and gifts'),
  minor('net_to_date_minor', 'Net to date'),
] as const

const groupColumns: readonly Column<AttributionGroup>[] = [
  ...won,
  minor('cost_minor', 'Cost'),
  ratio('roi', 'Return on cost'),
  count('payback_month', 'Paid back in month'),
]

const modelWords: Readonly<Record<Model, string>> = {
  last: 'The checkout’s own',
  first: 'The first of 30 days',
  linear: 'All of 30 days alike',
}

/** `/desk/attribution`: which campaigns and articles brought readers who pay. */
export const attributionPage = reportPage({
  kind: attributionKind,
  title: 'Attribution',
  sentence,
  without: ['basis'],
  choices: [
    choiceOf(
      'group',
      'By',
      attributionGroups.map((group) => [group, capitalised(group)]),
    ),
    choiceOf(
      'model',
      'Put down to',
      models.map((model) => [model, modelWords[model]]),
    ),
  ],
  tables: ({ query, currency }) => [
    { caption: `What was brought by ${query.interval}, amounts in ${currency}`, columns: won },
  ],
  charts: (shown) => <BroughtChart {...shown} />,
  more: ({ report: { total }, query, currency, role }) => (
    <GroupTable
      caption={`The whole range by what brought it, amounts in ${currency}`}
      head="Brought by"
      columns={groupColumns}
      rows={total.groups.map((group) => [keyName(query.group, group.key), group])}
      seen={{ currency, role }}
    />
  ),
})

type ShownAttribution = Shown<AttributionPeriod, AttributionQuery>

function sentence({ report, query, currency }: ShownAttribution): string {
  const period = newestWith(report, ({ groups }) => groups.some(({ key }) => key !== none))
  const name = periodName(period.from, query.interval)
  if (period.amount_minor === null) {
    return `What ${query.group}s brought in ${name} is not known: ${reasonInWords(period.reason)}`
  }
  const [first] = period.groups
    .filter(({ key }) => key !== none)
    .sort((a, b) => (b.amount_minor ?? 0) - (a.amount_minor ?? 0))
  if (first?.amount_minor == null) return `No ${query.group} brought a payment in ${name}`
  return `The ${query.group} ${keyName(query.group, first.key)} brought ${inWords(BigInt(first.amount_minor), currency)} in ${name}, more than any other`
}

const BroughtChart = ({ report: { periods }, query, currency }: ShownAttribution) => (
  <StackedChart
    title="First payments and gifts"
    sentence={`First payments and gifts from ${spanName(periods, query.interval)}, by the ${query.group} that brought them.`}
    columns={columnNames(periods, query.interval)}
    series={seriesOf(
      moneyByKey(periods, ({ groups }) =>
        groups.map(({ key, amount_minor }) => [key, amount_minor]),
      ).map(([key, minor]) => ({
        label: shortened(keyName(query.group, key)),
        ofNone: key === none,
        minor,
      })),
      currency,
    )}
    writeTick={tickIn(currency)}
  />
)
