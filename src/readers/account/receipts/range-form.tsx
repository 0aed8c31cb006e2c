import { addDays, type Day } from '../../../platform/day.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { Button, ErrorSummary, errorOf, Field } from '../../../platform/ui/components.tsx'
import { useTexts } from '../../texts/texts.ts'

type Props = Readonly<{
  years: readonly string[]
  range: Readonly<{ from: Day | string; to: Day | string }>
  errors?: readonly FieldError[]
}>

/** Which time a statement is for: a whole year by a link, any other by its days. */
export const RangeForm = ({ years, range, errors = [] }: Props) => {
  const { words } = useTexts()
  return (
    <nav class="stack screen-only" aria-label={words('receipts.title')}>
      <ErrorSummary title={words('frame.errors')} errors={errors} />
      <p class="range">
        <span>{words('receipts.years')}</span>
        {years.map((year) => (
          <a
            href={`/account/receipts?from=${year}-01-01&to=${Number(year) + 1}-01-01`}
            aria-current={range.from === `${year}-01-01` ? 'true' : undefined}
          >
            {year}
          </a>
        ))}
      </p>
      <form method="get" action="/account/receipts" class="range">
        <Field
          name="from"
          label={words('receipts.from')}
          type="date"
          required
          value={range.from}
          error={errorOf(errors, 'from')}
        />
        <Field
          name="to"
          label={words('receipts.to')}
          hint={words('receipts.to_hint')}
          type="date"
          required
          value={range.to}
          error={errorOf(errors, 'to')}
        />
        <Button kind="quiet">{words('receipts.show')}</Button>
      </form>
    </nav>
  )
}

/** The year that a day is in, as [from, to). */
export function yearOf(day: Day): Readonly<{ from: Day; to: Day }> {
  const year = day.slice(0, 4)
  return { from: `${year}-01-01`, to: addDays(`${year}-12-31`, 1) }
}
