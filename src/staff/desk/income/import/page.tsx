import type { FieldError } from '../../../../platform/http/problem.ts'
import { Button, errorOf, Field } from '../../../../platform/ui/components.tsx'
import { DataTable } from '../../../../platform/ui/data-table.tsx'
import { inColumn } from '../../figures.tsx'
import { className } from '../../words.ts'
import type { MappingFrom, ReadImport } from './form.ts'
import { MappingForm } from './mapping-form.tsx'

/** Where a file is chosen; nothing is booked before its lines were looked at. */
export const UploadPage = ({ errors }: { errors: readonly FieldError[] }) => (
  <>
    <h1>Income from a file</h1>
    <p class="soft">
      A CSV with a line an income, its columns apart by commas, semicolons or tabs. You then see how
      its columns are understood and what its lines say. All lines are booked or none, and a
      document that is booked already is skipped.
    </p>
    <form method="post" action="/desk/income/import" enctype="multipart/form-data" class="stack">
      <Field
        name="file"
        label="The file"
        type="file"
        accept=".csv,.tsv,.txt,text/csv"
        required
        error={errorOf(errors, 'file')}
      />
      <div>
        <Button>Look at its lines</Button>
      </div>
    </form>
  </>
)

type LookProps = Readonly<{ look: ReadImport; refused: readonly FieldError[] }>

/** How the file is understood, what its lines say, and every line that cannot be booked. */
export const LookPage = ({ look, refused }: LookProps) => {
  const errors = look.read.errors.length > 0 ? look.read.errors : refused
  return (
    <>
      <h1>Income from a file</h1>
      <Understood look={look} />
      {errors.length === 0 ? null : <WrongLines errors={errors} />}
      {look.header.length < 2 ? (
        <p>
          <a href="/desk/income/import">Choose another file</a>
        </p>
      ) : (
        <MappingForm {...look} />
      )}
      {look.read.incomes.length === 0 ? null : <FirstLines look={look} />}
    </>
  )
}

const from: Readonly<Record<MappingFrom, string>> = {
  chosen: 'as you chose below',
  remembered: 'as the last file with these columns was',
  guessed: 'by a guess from its names and cells: look at it below',
}

const Understood = ({ look }: { look: ReadImport }) => (
  <p>
    {look.read.incomes.length} lines can be read, the columns understood {from[look.from]}.
    {look.file.encoding === 'windows-1252'
      ? ' The file is no Unicode and was read as Windows-1252: look whether its letters are right.'
      : null}
  </p>
)

const most_shown = 50

const WrongLines = ({ errors }: { errors: readonly FieldError[] }) => (
  <div class="errors" role="alert" tabindex={-1} autofocus>
    <strong>{errors.length} mistakes: nothing was booked</strong>
    <ul>
      {errors.slice(0, most_shown).map(({ field, message }) => (
        <li>
          {field}: {message}
        </li>
      ))}
      {errors.length > most_shown ? <li>and {errors.length - most_shown} more</li> : null}
    </ul>
  </div>
)

const FirstLines = ({ look }: { look: ReadImport }) => (
  <DataTable
    caption="What the first lines say"
    narrow="cards"
    columns={[
      'Line',
      'Day',
      'Class',
      'Who paid',
      'Document',
      { label: 'Amount', number: true, lead: true },
      'Currency',
    ]}
    rows={look.read.incomes
      .slice(0, 10)
      .map(({ line, income }) => [
        String(line),
        income.date,
        className(income.class),
        income.payer,
        income.document,
        inColumn(income.amount_minor, income.currency),
        income.currency,
      ])}
  />
)
