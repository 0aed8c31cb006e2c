import { channels, incomeClasses } from '../../../../ledger/classes.ts'
import { type IncomeField, incomeFields, type Mapping } from '../../../../ledger/income/mapping.ts'
import { Button, Field, SelectField } from '../../../../platform/ui/components.tsx'
import { capitalised } from '../../figures.tsx'
import { className } from '../../words.ts'
import type { ReadImport } from './form.ts'

const labels: Readonly<Record<IncomeField, string>> = {
  date: 'Day it came in',
  class: 'Class',
  amount: 'Amount',
  currency: 'Currency',
  payer: 'Who paid',
  document: 'Document',
  estimated: 'Estimate (yes or no)',
  channel: 'Channel of readers’ money',
  fee: 'Fee kept from it',
  member_id: 'Member id',
}

/** Each field beside the column that says it; what no column says may be the same in every line. */
export const MappingForm = ({ file, mapping, header }: ReadImport) => (
  <form method="post" action="/desk/income/import" enctype="multipart/form-data" class="stack">
    <textarea name="text" hidden>
      {file.text}
    </textarea>
    <fieldset class="entry">
      <legend>Which column says what</legend>
      {incomeFields.map((field) => (
        <SelectField
          name={`column_${field}`}
          label={labels[field]}
          value={mapping.columns[field]}
          options={[
            { value: '', label: '— no column —' },
            ...header.map((value) => ({ value, label: value })),
          ]}
        />
      ))}
    </fieldset>
    <fieldset class="entry">
      <legend>The same in every line, where no column says it</legend>
      <SelectField name="always_class" label="Class" {...choices(mapping, 'class')} />
      <Field
        name="always_currency"
        label="Currency"
        size={4}
        value={mapping.always.currency ?? ''}
      />
      <Field name="always_payer" label="Who paid" value={mapping.always.payer ?? ''} />
      <SelectField name="always_channel" label="Channel" {...choices(mapping, 'channel')} />
    </fieldset>
    <Forms mapping={mapping} />
    <div class="filters">
      <Button kind="quiet">Look again</Button>
      <button type="submit" name="act" value="book" class="button">
        Book all lines
      </button>
    </div>
  </form>
)

const Forms = ({ mapping }: { mapping: Mapping }) => (
  <fieldset class="entry">
    <legend>How it is written</legend>
    <SelectField
      name="amounts"
      label="Amounts"
      value={mapping.amounts}
      options={[
        { value: 'point', label: '1,234.50' },
        { value: 'comma', label: '1.234,50' },
        { value: 'minor', label: '123450, in minor units' },
      ]}
    />
    <SelectField
      name="dates"
      label="Days"
      value={mapping.dates}
      options={[
        { value: 'YMD', label: '2026-05-31: year, month, day' },
        { value: 'DMY', label: '31.05.2026: day, month, year' },
        { value: 'MDY', label: '5/31/2026: month, day, year' },
      ]}
    />
  </fieldset>
)

function choices({ always }: Mapping, field: 'class' | 'channel') {
  const options = field === 'class' ? incomeClasses : channels
  const label = field === 'class' ? className : capitalised
  return {
    value: always[field],
    options: [
      { value: '', label: '—' },
      ...options.map((value) => ({ value, label: label(value) })),
    ],
  }
}
