import type {
  PayoutRow,
  ReconciliationPeriod,
} from '../../../finance/reconciliation/reconciliation-period.ts'
import { monthsTouched } from '../../../platform/day.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { Calendar, type DayMark } from '../../../platform/ui/charts/calendar.tsx'
import { monthName } from '../days.ts'
import { inShort, inWords } from '../figures.tsx'
import type { Shown } from '../report/page.tsx'
import { major } from '../report/series.ts'
import { statusTones, statusWords, worstOf } from './status.ts'

/** More months than this are no picture any more. */
const most_months = 12

/** When money reaches the bank, month by month, the newest months where there are many. */
export const PayoutCalendars = ({ report, query, currency }: Shown<ReconciliationPeriod>) => {
  const byDay = Map.groupBy(report.total.payouts, ({ arrival }) => arrival)
  const marks = new Map([...byDay].map(([day, payouts]) => [day, markOf(payouts, currency)]))
  return (
    <figure>
      <figcaption>
        Days on which money reaches the bank{' '}
        <small>
          ≠ {statusWords.mismatch}, ? {statusWords.no_transactions}
        </small>
      </figcaption>
      <div class="calendars">
        {monthsTouched(query.from, query.to)
          .slice(-most_months)
          .map((month) => (
            <Calendar name={monthName(month)} {...{ month, marks }} />
          ))}
      </div>
    </figure>
  )
}

/** How a day is marked that asks for a look; the words stand beside the calendars. */
const signs = { matched: '', mismatch: ' ≠', no_transactions: ' ?' } as const

function markOf(payouts: readonly PayoutRow[], currency: Currency): DayMark | null {
  const sum = payouts.reduce((total, { amount_minor }) => total + amount_minor, 0)
  const worst = worstOf(payouts)
  if (worst === undefined) return null
  const words = `${inWords(BigInt(sum), currency)}, ${statusWords[worst.status]}`
  return {
    tone: statusTones[worst.status],
    content: (
      <a href={`#${worst.id}`} aria-label={words}>
        {inShort(major(sum, currency), currency)}
        {signs[worst.status]}
      </a>
    ),
  }
}
