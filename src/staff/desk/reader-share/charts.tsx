import type { Interval } from '../../../finance/period.ts'
import type { ReaderShare } from '../../../finance/reader-share/report.ts'
import type { SharePeriod } from '../../../finance/reader-share/share-period.ts'
import { type Currency, decimalsOf } from '../../../platform/money/currency.ts'
import { ShareChart } from '../../../platform/ui/charts/share-chart.tsx'
import type { Series } from '../../../platform/ui/charts/stack-layout.ts'
import { StackedChart } from '../../../platform/ui/charts/stacked-chart.tsx'
import { periodName, shortPeriodName } from '../days.ts'
import { inWords, percent, tickIn } from '../figures.tsx'
import { className } from '../words.ts'
import { shareSentence } from './sentence.ts'

type ChartProps = Readonly<{ report: ReaderShare; interval: Interval; currency: Currency }>

/** More columns than this are no picture any more; the table has them. */
const most_columns = 120

/** Income by class with readers at the base, and the share over the same periods. */
export const ShareCharts = ({ report, interval, currency }: ChartProps) =>
  report.periods.length > most_columns ? (
    <p class="soft">Take longer periods to see them as a picture.</p>
  ) : (
    <>
      <figure>
        <figcaption>Income by class</figcaption>
        <StackedChart
          sentence={incomeSentence(report, interval, currency)}
          columns={report.periods.map(({ from }) => shortPeriodName(from, interval))}
          series={seriesOf(report.periods, currency)}
          writeTick={tickIn(currency)}
        />
      </figure>
      <figure>
        <figcaption>Readers’ share</figcaption>
        <ShareChart
          sentence={`Readers’ share over time. ${report.periods.map((period) => shareSentence(period, interval)).join('. ')}.`}
          columns={report.periods.map((period) => columnOf(period, interval))}
          write={fractionInPercent}
          writeTick={(share) => `${Math.round(share * 100)} %`}
          atMost={(bound) => `at most ${fractionInPercent(bound)}`}
        />
      </figure>
    </>
  )

function incomeSentence({ total, periods }: ReaderShare, interval: Interval, currency: Currency) {
  const [first, last] = [periods.at(0), periods.at(-1)]
  if (first === undefined || last === undefined) return 'No periods'
  const span = `${periodName(first.from, interval)} to ${periodName(last.from, interval)}`
  const readers = inWords(BigInt(total.reader_minor ?? 0), currency)
  const known = inWords(BigInt(total.known_minor ?? 0), currency)
  return `Income by class from ${span}: ${readers} from readers, lowest in each column, of ${known} known in all.`
}

/** Readers first, then the six largest classes, the rest as one. Drawn, so floats are fine here. */
export function seriesOf(periods: readonly SharePeriod[], currency: Currency): Series[] {
  const unit = 10 ** decimalsOf(currency)
  const readers = periods.map(({ reader_minor }) => (reader_minor ?? 0) / unit)
  const others = otherClasses(periods)
  const amounts = (keys: readonly string[]) =>
    periods.map(({ classes }) =>
      classes
        .filter((row) => keys.includes(row.class))
        .reduce((sum, row) => sum + (row.amount_minor ?? 0) / unit, 0),
    )
  const apart = others.length <= 7 ? others : others.slice(0, 6)
  const rest = others.slice(apart.length)
  return [
    { label: 'Readers', tone: 0, values: readers },
    ...apart.map((key, index) => ({
      label: className(key),
      tone: index + 1,
      values: amounts([key]),
    })),
    ...(rest.length === 0 ? [] : [{ label: 'All else', tone: 7, values: amounts(rest) }]),
  ]
}

const readerClasses = ['membership', 'gift', 'reader', '(none)']

/** The classes beside readers', the one with most money first. */
export function otherClasses(periods: readonly SharePeriod[]): string[] {
  const sums = new Map<string, number>()
  for (const { class: key, amount_minor } of periods.flatMap(({ classes }) => classes)) {
    if (!readerClasses.includes(key)) sums.set(key, (sums.get(key) ?? 0) + (amount_minor ?? 0))
  }
  return [...sums.keys()].sort((a, b) => (sums.get(b) ?? 0) - (sums.get(a) ?? 0))
}

function columnOf({ from, share, upper_bound, estimated }: SharePeriod, interval: Interval) {
  return {
    name: shortPeriodName(from, interval),
    share: share === null ? null : Number(share),
    upperBound: upper_bound === null ? null : Number(upper_bound),
    estimated,
  }
}

function fractionInPercent(fraction: number): string {
  return percent(fraction.toFixed(6))
}
