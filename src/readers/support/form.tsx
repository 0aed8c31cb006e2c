import { frequencies } from '../../members/offers/offers.ts'
import { described, ErrorSummary, errorOf, FieldNotes } from '../../platform/ui/components.tsx'
import { useTexts } from '../texts/texts.ts'
import { Amounts } from './amounts.tsx'
import type { Asking } from './asking.ts'
import { CompanyFold } from './company-fold.tsx'
import { Extras } from './extras.tsx'
import { GiveWords } from './give-words.tsx'
import { Levels } from './levels.tsx'
import type { LookedOver } from './looked-over.ts'
import { SayingFold } from './saying-fold.tsx'
import { Summary } from './summary.tsx'

export type FormProps = Asking &
  Readonly<{
    /** null: a draft is shown, which nobody can send. */
    nonce: string | null
    /** Words of a bot check that was passed, where one was asked for. */
    proof?: string | undefined
    looked?: LookedOver | undefined
  }>

/**
 * The form of an order. Without scripts: the presets of all rhythms are one radio group, of which
 * the stylesheet shows those of the rhythm chosen and always the one that is checked, so what is
 * seen is what is sent; the level and the button's words follow the same way. The button that pays
 * comes first in the form's order, so that the Enter key presses it.
 */
export const SupportForm = ({ nonce, proof, looked, ...asking }: FormProps) => {
  const { words } = useTexts()
  const isDraft = nonce === null
  return (
    <form method="post" action="/checkout" class="give stack" novalidate>
      <ErrorSummary title={words('frame.errors')} errors={asking.errors} />
      <Frequencies {...asking} />
      <Amounts {...asking} />
      <Levels {...asking} />
      <Extras {...asking} />
      <SayingFold {...asking} />
      <CompanyFold {...asking} />
      <Carried {...asking} nonce={nonce} proof={proof} />
      {looked === undefined ? null : <Summary looked={looked} />}
      <button type="submit" class="button wide" disabled={isDraft}>
        <GiveWords {...asking} />
      </button>
      <button
        type="submit"
        class="link look"
        formaction="/support/look"
        disabled={isDraft}
        aria-describedby={looked === undefined ? undefined : 'summary'}
      >
        {words('support.look')}
      </button>
    </form>
  )
}

const Frequencies = ({ prefill, errors }: Asking) => {
  const { words } = useTexts()
  const error = errorOf(errors, 'frequency')
  return (
    <fieldset class="field" id="frequency" {...described('frequency', undefined, error)}>
      <legend>{words('support.often')}</legend>
      <FieldNotes id="frequency" error={error} />
      <div class="tiles">
        {frequencies.map((frequency) => (
          <label class="tile">
            <input
              type="radio"
              name="frequency"
              id={`frequency-${frequency}`}
              value={frequency}
              checked={frequency === prefill.frequency}
            />
            <span>{words(`support.often_${frequency}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const Carried = ({ prefill, nonce, proof }: Pick<FormProps, 'prefill' | 'nonce' | 'proof'>) => {
  const { currency, campaign, article, tier, variant, returnTo } = prefill
  const values = {
    ...{ nonce, proof, currency, campaign, article, tier, variant },
    return_to: returnTo,
  }
  return (
    <>
      {Object.entries(values).map(([name, value]) =>
        value ? <input type="hidden" name={name} value={value} /> : null,
      )}
    </>
  )
}
