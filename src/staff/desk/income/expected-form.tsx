import { type ShareClass, shareClasses } from '../../../ledger/classes.ts'
import type { Month } from '../../../platform/day.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { Button, ErrorSummary, errorOf, Field } from '../../../platform/ui/components.tsx'
import { className } from '../words.ts'

type ExpectedProps = Readonly<{
  expected: readonly ShareClass[]
  from: string
  month: Month
  errors: readonly FieldError[]
}>

/** Which classes have a figure each month: without one, the share of that month is only bounded. */
export const ExpectedForm = ({ expected, from, month, errors }: ExpectedProps) => (
  <section class="stack" id="expected">
    <h2>Expected each month</h2>
    <p class="soft">
      {expected.length === 0
        ? `Nothing is expected in ${month}, so nothing can be missing.`
        : `Each of these needs a figure in ${month}, be it 0. Until then the share is only bounded.`}
    </p>
    <ErrorSummary title="This was not declared" errors={errors} />
    <form method="post" action="/desk/income/expectations" class="stack">
      <fieldset>
        <legend>Classes</legend>
        <div class="choices">
          {shareClasses.map((name) => (
            <label class="check">
              <input
                type="checkbox"
                name="classes"
                value={name}
                checked={expected.includes(name)}
              />
              {className(name)}
            </label>
          ))}
        </div>
      </fieldset>
      <div class="filters">
        <Field
          name="from"
          label="From the month on"
          hint="Like 2026-03; empty: every month, the past ones too"
          type="month"
          pattern="\d{4}-\d{2}"
          value={from}
          error={errorOf(errors, 'from')}
        />
        <Button kind="quiet">Declare</Button>
      </div>
    </form>
  </section>
)
