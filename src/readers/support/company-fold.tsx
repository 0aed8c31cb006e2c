import { errorOf, Field } from '../../platform/ui/components.tsx'
import { longest } from '../checkout/fields.ts'
import { useTexts } from '../texts/texts.ts'
import type { Asking } from './asking.ts'

/** For those whose books need a company and its tax number on the receipt. */
export const CompanyFold = ({ prefill, errors }: Asking) => {
  const { words } = useTexts()
  const { company, taxNumber } = prefill.said
  const isWrong = Boolean(errorOf(errors, 'company') ?? errorOf(errors, 'tax_number'))
  return (
    <details class="extras" open={isWrong || company !== '' || taxNumber !== ''}>
      <summary>{words('support.for_company')}</summary>
      <div class="stack">
        <Field
          name="company"
          label={words('support.company')}
          error={errorOf(errors, 'company')}
          value={company}
          maxlength={longest.company}
          autocomplete="organization"
        />
        <Field
          name="tax_number"
          label={words('support.tax_number')}
          hint={words('support.tax_number_hint')}
          error={errorOf(errors, 'tax_number')}
          value={taxNumber}
          maxlength={40}
          autocomplete="off"
        />
      </div>
    </details>
  )
}
