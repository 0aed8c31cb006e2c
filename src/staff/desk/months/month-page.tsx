import type { monthWithSnapshot } from '../../../finance/months/month.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import type { Currency } from '../../../platform/money/currency.ts'
import { Button, ErrorSummary, errorOf, Field, Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { monthName, writeInstant } from '../days.ts'
import { State } from '../figures.tsx'
import { pageOf } from '../words.ts'
import { Obstacles } from './obstacles.tsx'
import { Statement } from './statement.tsx'

/** A month, whether it is closed, and what it was closed with. */
export type KnownMonth = NonNullable<Awaited<ReturnType<typeof monthWithSnapshot>>>
/** What is asked before it is done. */
export type Question = 'close' | 'reopen' | null

type MonthProps = KnownMonth &
  Readonly<{
    question: Question
    errors: readonly FieldError[]
    zone: string
    currency: Currency
    who: string
  }>

export const MonthPage = (props: MonthProps) => {
  const { month, snapshot, question, late, currency } = props
  return (
    <>
      <h1>{sentence(props)}</h1>
      {question === 'close' && snapshot === null ? <CloseForm {...props} /> : null}
      {question === 'reopen' && snapshot !== null ? <ReopenForm {...props} /> : null}
      {question === null ? <WayOn {...props} /> : null}
      {late.count === 0 ? null : (
        <p>
          <a href={pageOf(late.url)}>
            {late.count} adjustments: facts of months that were closed when they came
          </a>
        </p>
      )}
      {snapshot === null ? null : (
        <Statement snapshot={snapshot} currency={currency} hash={props.hash} />
      )}
      <History {...props} />
      <p class="no-print row">
        <a href="/desk/months">All months</a>
        <a href={`/api/periods/${month}`}>JSON</a>
      </p>
    </>
  )
}

function sentence({ month, closed_by, closed_at, obstacles, zone }: MonthProps): string {
  const name = monthName(month)
  if (closed_at !== null)
    return `${name} was closed by ${closed_by} on ${writeInstant(closed_at, zone)}`
  return obstacles.length === 0 ? `${name} can be closed` : `${name} cannot be closed yet`
}

/** What can be done with the month as it is. */
const WayOn = (props: MonthProps) => {
  const { month, snapshot, obstacles } = props
  if (snapshot !== null) {
    return (
      <p class="no-print">
        <State tone="good">closed</State> <a href={`/desk/months/${month}/reopen`}>Reopen it</a>
      </p>
    )
  }
  return obstacles.length === 0 ? (
    <p>
      <a class="button" href={`/desk/months/${month}/close`}>
        Close {monthName(month)}
      </a>
    </p>
  ) : (
    <section class="stack">
      <h2>What stands in the way</h2>
      <Obstacles month={props} />
    </section>
  )
}

const CloseForm = ({ month, obstacles, who, ...rest }: MonthProps) =>
  obstacles.length > 0 ? (
    <Obstacles month={{ month, obstacles, ...rest }} />
  ) : (
    <form method="post" action={`/desk/months/${month}/close`} class="stack">
      <p>
        What {monthName(month)} says now is kept, under the name of {who}. What comes to light later
        stands in the month that is open then, and is listed there.
      </p>
      <div class="row">
        <Button>Close {monthName(month)}</Button>
        <a href={`/desk/months/${month}`}>Not now</a>
      </div>
    </form>
  )

const ReopenForm = ({ month, errors }: MonthProps) => (
  <>
    <ErrorSummary title="The month stays closed" errors={errors} />
    <form method="post" action={`/desk/months/${month}/reopen`} class="stack">
      <Notice tone="warn">
        <p>
          What was printed of {monthName(month)} may no longer be what the books say. The snapshot
          is kept, and the reason stands in the audit log.
        </p>
      </Notice>
      <Field
        name="reason"
        label="Why it is reopened"
        required
        maxlength={300}
        error={errorOf(errors, 'reason')}
      />
      <div class="row">
        <Button kind="danger">Reopen {monthName(month)}</Button>
        <a href={`/desk/months/${month}`}>Leave it closed</a>
      </div>
    </form>
  </>
)

const History = ({ history, zone }: MonthProps) =>
  history.length === 0 ? null : (
    <DataTable
      caption="Each close of this month"
      narrow="cards"
      columns={['Version', 'Closed', 'By', 'Reopened', 'Why', 'Hash']}
      rows={history.map(({ version, closed_at, closed_by, hash, ...reopened }) => [
        String(version),
        writeInstant(closed_at, zone),
        closed_by,
        reopened.reopened_at === null
          ? '—'
          : `${writeInstant(reopened.reopened_at, zone)} by ${reopened.reopened_by}`,
        reopened.reason ?? '—',
        <code>{hash.slice(0, 12)}</code>,
      ])}
    />
  )
