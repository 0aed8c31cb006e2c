import type { ShareClass } from '../../../ledger/classes.ts'
import type { Month } from '../../../platform/day.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { IncomeForm } from './entry-form.tsx'
import { ExpectedForm } from './expected-form.tsx'
import type { IncomeFields } from './form.ts'
import type { IncomePage } from './list.ts'
import { IncomeTable } from './table.tsx'

export type IncomeView = Readonly<{
  month: Month
  expected: readonly ShareClass[]
  page: IncomePage
  zone: string
  values: IncomeFields
  errors: Readonly<{ income: readonly FieldError[]; expected: readonly FieldError[] }>
  from: string
  done: Done | null
  counts: Readonly<{ booked: number; skipped: number }>
}>
export const doneDeeds = [
  'entered',
  'replaced',
  'reversed',
  'declared',
  'imported',
  'noted',
] as const
export type Done = (typeof doneDeeds)[number]

const deeds: Readonly<Record<Done, string>> = {
  entered: 'The income is in the books.',
  replaced: 'The figure is in the books, and the estimate that stood for it was reversed.',
  reversed: 'The income was reversed by an entry of its own.',
  declared: 'Declared. The share now says what is missing.',
  imported: 'The file is in the books.',
  noted: 'Noted where the document is kept.',
}

/** Everything that did not come through Stripe: enter it, take it back, say what is expected. */
export const Income = (view: IncomeView) => {
  const { month, expected, page, zone, values, errors, from } = view
  return (
    <>
      <h1>Income that did not come through Stripe</h1>
      <DoneNotice {...view} />
      <p>
        Or take it <a href="/desk/income/import">from a file</a>.
      </p>
      <IncomeForm values={values} errors={errors.income} />
      <ExpectedForm expected={expected} from={from} month={month} errors={errors.expected} />
      <IncomeTable page={page} zone={zone} />
    </>
  )
}

const DoneNotice = ({ done, counts }: Pick<IncomeView, 'done' | 'counts'>) =>
  done === null ? null : (
    <Notice tone="good">
      <p>
        {deeds[done]}{' '}
        {done === 'imported'
          ? `${counts.booked} booked, ${counts.skipped} skipped as their documents are there already. `
          : null}
        <a href="/desk/reader-share">See the readers’ share</a>
      </p>
    </Notice>
  )
