import type { acts } from '../../../finance/audit/acts.ts'
import { Button, Field, Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { writeInstant } from '../days.ts'

type Act = Extract<Awaited<ReturnType<typeof acts>>, { kind: 'found' }>['data'][number]
type AuditProps = Readonly<{
  acts: readonly Act[]
  act: string
  subject: string
  next: string | null
  zone: string
}>

/** The audit log, newest first: nothing in it is ever changed. */
export const AuditPage = ({ acts: done, act, subject, next, zone }: AuditProps) => (
  <>
    <h1>Who did what, and why</h1>
    <form method="get" class="filters" aria-label="Which acts">
      <Field name="act" label="Act" hint="Like month.close" value={act} />
      <Field name="subject" label="About" hint="As it stands in the log" value={subject} />
      <Button kind="quiet">Show</Button>
    </form>
    {done.length === 0 ? (
      <Notice>
        <p>Nothing of that stands in the log.</p>
      </Notice>
    ) : (
      <DataTable
        caption="Acts, newest first"
        narrow="cards"
        columns={['When', 'Who', 'Act', 'About', 'Why', 'Before and after']}
        rows={done.map((row) => [
          writeInstant(row.at, zone),
          row.who,
          <span class="whole-figure">{row.act}</span>,
          <code>{row.subject}</code>,
          row.reason ?? '—',
          <Change {...row} />,
        ])}
      />
    )}
    {next === null ? null : (
      <p>
        <a href={`?${new URLSearchParams({ act, subject, cursor: next })}`} rel="next">
          Earlier acts
        </a>
      </p>
    )}
  </>
)

const Change = ({ before, after }: Pick<Act, 'before' | 'after'>) =>
  before === null && after === null ? (
    <span>—</span>
  ) : (
    <details>
      <summary>Show</summary>
      {before === null ? null : <pre>{JSON.stringify(before, null, 1)}</pre>}
      {after === null ? null : <pre>{JSON.stringify(after, null, 1)}</pre>}
    </details>
  )
