import type { Interval } from '../../../finance/period.ts'
import type { SharePeriod } from '../../../finance/reader-share/share-period.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { ShareChart } from '../../../platform/ui/charts/share-chart.tsx'
import type { Series } from '../../../platform/ui/charts/stack-layout.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { columnNames } from '../days.ts'
import { inWords, percent, percentTick, tickIn } from '../figures.tsx'
import type { Shown } from '../report/page.tsx'
import { fraction, moneyByKey, seriesOf } from '../report/series.ts'
import { spanName } from '../report/span.ts'
import { className, isOfReaders } from '../words.ts'
import { shareSentence } from './sentence.ts'

/** Income by class with readers at the base, and the share over the same periods. */
export const ShareCharts = ({
  report: { periods, total },
  query,
  currency,
}: Shown<SharePeriod>) => (
  <>
    <StackedChart
      title="Income by class"
      sentence={incomeSentence(total, spanName(periods, query.interval), currency)}
      columns={columnNames(periods, query.interval)}
      series={seriesByClass(periods, currency)}
      writeTick={tickIn(currency)}
    />
    <ShareChart
      title="Readers’ share"
      sentence={`Readers’ share over time. ${periods.map((period) => shareSentence(period, query.interval)).join('. ')}.`}
      columns={shareColumns(periods, query.interval)}
      write={fractionInPercent}
      writeTick={percentTick}
      atMost={(bound) => `at most ${fractionInPercent(bound)}`}
    />
  </>
)

function incomeSentence(
  { reader_minor, known_minor }: SharePeriod,
  span: string,
  currency: Currency,
) {
  const readers = inWords(BigInt(reader_minor ?? 0), currency)
  const known = inWords(BigInt(known_minor ?? 0), currency)
  return `Income by class from ${span}: ${readers} from readers, lowest in each column, of ${known} known in all.`
}

/** Readers as one, then the other classes. */
function seriesByClass(periods: readonly SharePeriod[], currency: Currency): Series[] {
  const readers = periods.map(({ reader_minor }) => reader_minor)
  const others = moneyByKey(periods, ({ classes }) =>
    classes.filter((row) => !isOfReaders(row.class)).map((row) => [row.class, row.amount_minor]),
  )
  return seriesOf(
    [
      { label: 'Readers', minor: readers, ofReaders: true },
      ...others.map(([key, minor]) => ({ label: className(key), minor })),
    ],
    currency,
  )
}

function shareColumns(periods: readonly SharePeriod[], interval: Interval) {
  const names = columnNames(periods, interval)
  return periods.map(({ share, upper_bound, estimated }, index) => ({
    name: names[index] ?? '',
    share: fraction(share),
    upperBound: fraction(upper_bound),
    estimated,
  }))
}

function fractionInPercent(fraction: number): string {
  return percent(fraction.toFixed(6))
}
