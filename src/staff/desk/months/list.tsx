import type { MonthState } from '../../../finance/months/report.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { monthName, writeInstant } from '../days.ts'
import { State } from '../figures.tsx'
import { Obstacles } from './obstacles.tsx'

type ListProps = Readonly<{ months: readonly MonthState[]; zone: string }>

/** The months of the books, newest first, and what stands between each and its close. */
export const MonthsList = ({ months, zone }: ListProps) => (
  <>
    <h1>{listSentence(months)}</h1>
    {months.length === 0 ? (
      <Notice>
        <p>
          Months begin with the first payment, or when <a href="/desk/income">income is entered</a>.
        </p>
      </Notice>
    ) : (
      <DataTable
        caption="Months, newest first"
        narrow="cards"
        columns={['Month', 'State', 'What stands in the way', 'Late facts']}
        rows={[...months]
          .reverse()
          .map((month) => [
            <a href={`/desk/months/${month.month}`}>{monthName(month.month)}</a>,
            <MonthStateWord month={month} />,
            <Way month={month} zone={zone} />,
            month.late.count === 0 ? '—' : String(month.late.count),
          ])}
      />
    )}
  </>
)

/** The next month to close, or how far the books are closed. */
function listSentence(months: readonly MonthState[]): string {
  const next = nextToClose(months)
  const last = months.findLast(({ state }) => state === 'closed')
  if (next !== undefined) {
    return next.obstacles.length === 0
      ? `${monthName(next.month)} can be closed`
      : `${monthName(next.month)} is next to be closed`
  }
  return last === undefined ? 'No month is closed yet' : `Closed up to ${monthName(last.month)}`
}

/** The oldest open month that has ended. */
export function nextToClose(months: readonly MonthState[]): MonthState | undefined {
  return months.find(({ state, obstacles }) => state === 'open' && !obstacles.includes('not_ended'))
}

const MonthStateWord = ({ month: { state } }: { month: MonthState }) => (
  <State tone={state === 'closed' ? 'good' : 'plain'}>{state}</State>
)

const Way = ({ month, zone }: { month: MonthState; zone: string }) => {
  if (month.closed_at !== null) {
    return <span>{`closed by ${month.closed_by}, ${writeInstant(month.closed_at, zone)}`}</span>
  }
  return month.obstacles.length > 0 ? (
    <Obstacles month={month} />
  ) : (
    <a href={`/desk/months/${month.month}/close`}>nothing: close it</a>
  )
}
