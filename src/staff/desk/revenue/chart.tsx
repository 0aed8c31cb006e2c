import type { RevenuePeriod } from '../../../finance/revenue/revenue-period.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { shortPeriodName } from '../days.ts'
import { inWords, tickIn } from '../figures.tsx'
import type { Shown } from '../report/page.tsx'
import { largestApart } from '../report/series.ts'
import { spanName } from '../report/span.ts'
import { className } from '../words.ts'

/** Net revenue over time, the keys of a split on each other. */
export const NetChart = ({ report: { periods, total }, query, currency }: Shown<RevenuePeriod>) => (
  <StackedChart
    title="Net revenue"
    sentence={`Net revenue from ${spanName(periods, query.interval)}: ${total.net_minor === null ? 'unknown' : inWords(BigInt(total.net_minor), currency)} in all.`}
    columns={periods.map(({ from }) => shortPeriodName(from, query.interval))}
    series={largestApart(netByKey(periods), currency)}
    writeTick={tickIn(currency)}
  />
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
