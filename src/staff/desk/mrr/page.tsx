import type { MrrPeriod } from '../../../finance/mrr/mrr-period.ts'
import { mrrKind } from '../../../finance/mrr/routes.ts'
import { periodName } from '../days.ts'
import { inWords } from '../figures.tsx'
import { type Column, count, minor, plain } from '../report/columns.tsx'
import { newestWith, reportPage, type Shown } from '../report/page.tsx'
import { MrrCharts } from './charts.tsx'

const movements: readonly Column<MrrPeriod>[] = [
  minor('opening'),
  minor('new'),
  minor('reactivation'),
  minor('expansion'),
  minor('contraction'),
  minor('churn'),
  minor('fx', 'Currency'),
  minor('closing'),
]

const meanings: readonly Column<MrrPeriod>[] = [
  count('members'),
  minor('arr_minor', 'A year (ARR)'),
  minor('arpu_minor', 'A member (ARPU)'),
  minor('ltv_minor', 'A member’s lifetime'),
  plain('quick_ratio', 'Won ÷ lost'),
]

const churn: readonly Column<MrrPeriod>[] = [
  minor('churn_voluntary', 'Left'),
  minor('churn_payment_failed', 'Payment failed'),
  minor('churn_paused', 'Paused'),
  minor('churn', 'In all'),
]

/** `/desk/mrr`: what memberships bring a month, and what moved it. */
export const mrrPage = reportPage({
  kind: mrrKind,
  title: 'MRR',
  sentence: mrrSentence,
  without: ['basis'],
  tables: ({ query, currency }) => [
    {
      caption: `Monthly recurring revenue by ${query.interval}, in ${currency}`,
      columns: movements,
    },
    { caption: `What it means, amounts in ${currency}`, columns: meanings },
    { caption: `Churn by its reason, in ${currency}`, columns: churn },
  ],
  charts: (shown) => <MrrCharts {...shown} />,
})

/** What the newest period says. */
export function mrrSentence({ report, query, currency }: Shown<MrrPeriod>): string {
  const period = newestWith(report, ({ closing }) => closing !== 0)
  const name = periodName(period.from, query.interval)
  if (period.closing === 0) return `No membership brings money in ${name} yet`
  const grown = period.closing - period.opening
  const way =
    grown === 0
      ? 'as much as before'
      : `${inWords(BigInt(Math.abs(grown)), currency)} ${grown > 0 ? 'more' : 'less'} than before`
  return `Memberships bring ${inWords(BigInt(period.closing), currency)} a month in ${name}, ${way}`
}
