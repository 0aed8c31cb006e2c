import type { ToldAssumptions } from '../../../finance/forecast/assumptions.ts'
import type { ForecastPeriod } from '../../../finance/forecast/forecast-period.ts'
import type { ForecastQuery } from '../../../finance/forecast/report.ts'
import { forecastKind } from '../../../finance/forecast/routes.ts'
import { addMonths, firstDay, monthOf, todayOf } from '../../../platform/day.ts'
import { LineChart } from '../../../platform/ui/charts/line-chart.tsx'
import { columnNames, daysText, periodName } from '../days.ts'
import {
  counted,
  countOf,
  inWords,
  millionthsOf,
  percent,
  roundedTo,
  tickIn,
  twoDecimals,
} from '../figures.tsx'
import { type Column, count, minor } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { majors } from '../report/series.ts'
import { spanName } from '../report/span.ts'
import { reasonInWords } from '../words.ts'

type ShownForecast = Shown<
  ForecastPeriod,
  ForecastQuery,
  Readonly<{ assumptions: ToldAssumptions }>
>

const columns: readonly Column<ForecastPeriod>[] = [
  { label: 'Told', cell: ({ kind }) => (kind === 'actual' ? 'as it was' : 'as foreseen') },
  count('members', 'Members at the end'),
  minor('mrr_minor', 'MRR at the end'),
  minor('cash_minor', 'Paid in it'),
]

/** `/desk/forecast`: where members and money go if they go on as lately. */
export const forecastPage = reportPage({
  kind: {
    ...forecastKind,
    /** A picture of what is to come begins with the year that led there. */
    queryOf: (asked, principal, deps) => {
      const month = firstDay(monthOf(todayOf(deps)))
      const to = asked.to ?? (asked.from === undefined ? addMonths(month, 13) : undefined)
      return forecastKind.queryOf(
        { ...asked, from: asked.from ?? addMonths(month, -12), to },
        principal,
        deps,
      )
    },
  },
  title: 'Forecast',
  sentence,
  without: ['basis', 'compare'],
  choices: [
    { name: 'churn', label: 'Lost a month', hint: 'Of 1, like 0.02', size: 6 },
    { name: 'new', label: 'New a month', hint: 'Members, like 12', size: 6 },
  ],
  tables: ({ query, currency }) => [
    { caption: `Members and money by ${query.interval}, in ${currency}`, columns },
  ],
  charts: (shown) => <ForecastCharts {...shown} />,
  more: (shown) => <Assumptions {...shown} />,
})

function sentence({ report, query, currency }: ShownForecast): string {
  const last = newestWith(report, ({ members }) => members !== null)
  if (last.members === null || last.mrr_minor === null) {
    return `Nothing can be foreseen yet: ${reasonInWords(last.reasons.members ?? last.reason)}`
  }
  const mrr = inWords(BigInt(last.mrr_minor), currency)
  return `At this pace ${countOf(last.members, 'member')} bring ${mrr} a month in ${periodName(last.from, query.interval)}`
}

/** What was is drawn whole, what is foreseen dashed. */
const ForecastCharts = ({ report: { periods }, query, currency }: ShownForecast) => {
  const span = spanName(periods, query.interval)
  const ahead = periods.findIndex(({ kind }) => kind === 'forecast')
  const figures = {
    columns: columnNames(periods, query.interval),
    ...(ahead === -1 ? {} : { foreseenFrom: ahead }),
  }
  const money = (of: (period: ForecastPeriod) => number | null) => majors(periods.map(of), currency)
  return (
    <>
      <LineChart
        title="Members, dashed where foreseen"
        sentence={`Members at the end of each period, ${span}.`}
        lines={[{ label: 'Members', tone: 0, values: periods.map(({ members }) => members) }]}
        writeTick={counted}
        {...figures}
      />
      <LineChart
        title="Money, dashed where foreseen"
        sentence={`Recurring revenue a month and what memberships pay, ${span}.`}
        lines={[
          { label: 'MRR', tone: 0, values: money(({ mrr_minor }) => mrr_minor) },
          { label: 'Paid', tone: 3, values: money(({ cash_minor }) => cash_minor) },
        ]}
        writeTick={tickIn(currency)}
        {...figures}
      />
    </>
  )
}

/** What the forecast goes on from; another pace can be asked for in the form. */
const Assumptions = ({ report: { assumptions, total }, currency }: ShownForecast) => {
  const { churn, new: joins, ceiling, from, to, members, mrr_minor, cash_minor } = assumptions
  const facts = [
    ['Today', `${countOf(members, 'member')}, ${inWords(BigInt(mrr_minor), currency)} a month`],
    ['Lost a month', churn === null ? 'not known' : percent(churn)],
    ['New a month', joins === null ? 'not known' : twoDecimals(joins)],
    ['Members never pass', ceiling === null ? 'no bound' : roundedTo(0, millionthsOf(ceiling))],
    ['Taken from', from === null || to === null ? 'nothing yet' : daysText({ from, to })],
    ['Cash declared', cash_minor === null ? 'none yet' : inWords(BigInt(cash_minor), currency)],
    ['Which lasts', runwayWords(total)],
  ] as const
  return (
    <section>
      <h2>What it goes on from</h2>
      <dl class="facts">
        {facts.map(([name, fact]) => (
          <>
            <dt>{name}</dt>
            <dd>{fact}</dd>
          </>
        ))}
      </dl>
    </section>
  )
}

function runwayWords({ runway_months, reasons }: ForecastPeriod): string {
  if (runway_months !== null) return `${twoDecimals(runway_months)} months`
  return reasons.runway_months === 'not_burning'
    ? 'without end: more comes in than goes out'
    : reasonInWords(reasons.runway_months ?? null)
}
