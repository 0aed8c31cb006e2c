import type { RevenueQuery } from '../../../finance/revenue/report.ts'
import type { RevenuePeriod } from '../../../finance/revenue/revenue-period.ts'
import type { Grouping } from '../../../finance/sums.ts'
import { none } from '../../../ledger/entries.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { columnNames } from '../days.ts'
import { inWords, tickIn } from '../figures.tsx'
import type { Shown } from '../report/page.tsx'
import { moneyByKey, seriesOf, shortened } from '../report/series.ts'
import { spanName } from '../report/span.ts'
import { isOfReaders, keyName } from '../words.ts'

/** Net revenue over time, the keys of a split on each other. */
export const NetChart = ({
  report: { periods, total },
  query,
  currency,
}: Shown<RevenuePeriod, RevenueQuery>) => (
  <StackedChart
    title="Net revenue"
    sentence={`Net revenue from ${spanName(periods, query.interval)}: ${total.net_minor === null ? 'unknown' : inWords(BigInt(total.net_minor), currency)} in all.`}
    columns={columnNames(periods, query.interval)}
    series={seriesOf(netByKey(periods, query.group ?? 'class'), currency)}
    writeTick={tickIn(currency)}
  />
)

function netByKey(periods: readonly RevenuePeriod[], by: Grouping) {
  const keys = moneyByKey(periods, ({ groups = [] }) =>
    groups.map(({ key, net_minor }) => [key, net_minor]),
  )
  if (keys.length === 0) return [{ label: 'Net', minor: periods.map((period) => period.net_minor) }]
  return keys.map(([key, minor]) => ({
    label: shortened(keyName(by, key)),
    ofReaders: by === 'class' && isOfReaders(key),
    ofNone: by !== 'class' && key === none,
    minor,
  }))
}
