import type { MrrPeriod } from '../../../finance/mrr/mrr-period.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { LineChart } from '../../../platform/ui/charts/line-chart.tsx'
import { WaterfallChart } from '../../../platform/ui/charts/waterfall-chart.tsx'
import type { Step } from '../../../platform/ui/charts/waterfall-layout.ts'
import { columnNames } from '../days.ts'
import { inWords, tickIn } from '../figures.tsx'
import type { Shown } from '../report/page.tsx'
import { major } from '../report/series.ts'
import { spanName } from '../report/span.ts'

/** How the range's opening became its closing, and the closing of each of its periods. */
export const MrrCharts = ({ report: { periods, total }, query, currency }: Shown<MrrPeriod>) => {
  const span = spanName(periods, query.interval)
  const inCurrency = (minor: number) => inWords(BigInt(minor), currency)
  return (
    <>
      <WaterfallChart
        title={`From opening to closing, ${span}`}
        sentence={`Recurring revenue went from ${inCurrency(total.opening)} to ${inCurrency(total.closing)} a month: ${inCurrency(total.new + total.reactivation + total.expansion)} won, ${inCurrency(total.contraction + total.churn)} lost, ${inCurrency(total.fx)} by exchange rates.`}
        steps={stepsOf(total, currency)}
      />
      {periods.length < 2 ? null : (
        <LineChart
          title="At the end of each period"
          sentence={`Recurring revenue a month from ${span}, ${inCurrency(total.closing)} at the end.`}
          columns={columnNames(periods, query.interval)}
          lines={[
            {
              label: 'MRR',
              tone: 0,
              values: periods.map(({ closing }) => major(closing, currency)),
            },
          ]}
          writeTick={tickIn(currency)}
        />
      )}
    </>
  )
}

function stepsOf(total: MrrPeriod, currency: Currency): Step[] {
  const step =
    (kind: Step['kind']) =>
    (label: string, minor: number): Step => {
      const text = inWords(BigInt(minor), currency)
      const sign = kind === 'movement' && minor > 0 ? '+' : ''
      return { label, value: major(minor, currency), text: `${sign}${text}`, kind }
    }
  const [balance, moved] = [step('balance'), step('movement')]
  return [
    balance('Opening', total.opening),
    moved('New', total.new),
    moved('Reactivation', total.reactivation),
    moved('Expansion', total.expansion),
    moved('Contraction', 0 - total.contraction),
    moved('Churn', 0 - total.churn),
    moved('Currency', total.fx),
    balance('Closing', total.closing),
  ]
}
