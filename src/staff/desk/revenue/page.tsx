import type { Interval } from '../../../finance/period.ts'
import type { Revenue } from '../../../finance/revenue/report.ts'
import type { RevenuePeriod } from '../../../finance/revenue/revenue-period.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { periodName, shortPeriodName } from '../days.ts'
import { inWords, tickIn } from '../figures.tsx'
import { ReportFoot } from '../report/foot.tsx'
import { largestApart } from '../report/series.ts'
import { most_columns, TooManyColumns } from '../report/too-many.tsx'
import { className, reasonInWords } from '../words.ts'
import { GroupTable, NetByPeriod, type RevenueProps, RevenueTable } from './tables.tsx'

/** What came in and what was left of it: picture, tables, and what the figures mean. */
export const RevenueReport = (props: RevenueProps) => (
  <>
    {props.report.periods.length > most_columns ? <TooManyColumns /> : <NetChart {...props} />}
    <RevenueTable {...props} />
    <GroupTable {...props} />
    <NetByPeriod {...props} />
    <ReportFoot
      definition={props.report.definition}
      report="/api/reports/revenue"
      search={props.search}
      role={props.role}
    />
  </>
)

/** «€1,284.00 net in June 2026»: the newest period that has any money, else the newest. */
export function revenueSentence(
  { periods, total }: Revenue,
  interval: Interval,
  currency: Currency,
): string {
  const period = periods.findLast(({ gross_minor }) => gross_minor !== 0) ?? periods.at(-1) ?? total
  const name = periodName(period.from, interval)
  if (period.net_minor === null) {
    return `What came in in ${name} is not known: ${reasonInWords(period.reason)}`
  }
  return `${inWords(BigInt(period.net_minor), currency)} net in ${name}`
}

const NetChart = ({ report: { periods, total }, interval, currency }: RevenueProps) => (
  <figure>
    <figcaption>Net revenue</figcaption>
    <StackedChart
      sentence={chartSentence(periods, total, interval, currency)}
      columns={periods.map(({ from }) => shortPeriodName(from, interval))}
      series={largestApart(netByKey(periods), currency)}
      writeTick={tickIn(currency)}
    />
  </figure>
)

function netByKey(periods: readonly RevenuePeriod[]) {
  const keys = new Set(periods.flatMap(({ groups }) => groups?.map(({ key }) => key) ?? []))
  if (keys.size === 0) return [{ label: 'Net', minor: periods.map((period) => period.net_minor) }]
  return [...keys].map((key) => ({
    label: shortened(className(key)),
    minor: periods.map(
      ({ groups }) => groups?.find((group) => group.key === key)?.net_minor ?? null,
    ),
  }))
}

/** A campaign or an article may be called anything; a picture has room for so much. */
function shortened(name: string): string {
  return name.length <= 22 ? name : `${name.slice(0, 21)}…`
}

function chartSentence(
  periods: readonly RevenuePeriod[],
  total: RevenuePeriod,
  interval: Interval,
  currency: Currency,
): string {
  const [first, last] = [periods.at(0), periods.at(-1)]
  if (first === undefined || last === undefined) return 'No periods'
  const sum = total.net_minor === null ? 'unknown' : inWords(BigInt(total.net_minor), currency)
  const span = `${periodName(first.from, interval)} to ${periodName(last.from, interval)}`
  return `Net revenue from ${span}: ${sum} in all.`
}
