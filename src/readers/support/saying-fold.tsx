import { dedicationKinds, seenByOthers, waysToBeShown } from '../../members/order-words.ts'
import { AreaField, errorOf, Field, SelectField } from '../../platform/ui/components.tsx'
import { longest } from '../checkout/fields.ts'
import { useTexts } from '../texts/texts.ts'
import type { Asking } from './asking.ts'

const names = ['dedication', 'reason', 'shown_as', 'public_name'] as const

/** What a reader may say with a gift; it changes no sum, and by default nobody else is told anything. */
export const SayingFold = ({ prefill, errors }: Asking) => {
  const { words } = useTexts()
  const { dedication, dedicationKind, reason, shownAs, publicName } = prefill.said
  const isSaid = [dedication, reason, publicName].some(Boolean) || shownAs !== 'anonymous'
  return (
    <details class="extras" open={isSaid || names.some((name) => errorOf(errors, name))}>
      <summary>{words('support.said')}</summary>
      <div class="stack">
        <div class="dedication">
          <SelectField
            name="dedication_kind"
            label={words('support.dedication_kind')}
            value={dedicationKind}
            options={dedicationKinds.map((kind) => ({
              value: kind,
              label: words(`support.dedication_${kind}`),
            }))}
          />
          <Field
            name="dedication"
            label={words('support.dedication')}
            hint={words('support.dedication_hint')}
            error={errorOf(errors, 'dedication')}
            value={dedication}
            maxlength={longest.dedication}
            autocomplete="off"
          />
        </div>
        <AreaField
          name="reason"
          label={words('support.reason')}
          hint={words('support.reason_hint')}
          error={errorOf(errors, 'reason')}
          value={reason}
          maxlength={longest.reason}
          rows={3}
        />
        <ShownAs prefill={prefill} />
        <Field
          name="public_name"
          label={words('support.public_name')}
          hint={words('support.public_name_hint')}
          error={errorOf(errors, 'public_name')}
          value={publicName}
          maxlength={longest.public_name}
          autocomplete="name"
        />
      </div>
    </details>
  )
}

/** Each way with what others would see of it: of the name that was typed, else of an example. */
const ShownAs = ({ prefill }: Pick<Asking, 'prefill'>) => {
  const { words } = useTexts()
  const { shownAs, publicName } = prefill.said
  const name = publicName.trim() || words('support.example')
  return (
    <fieldset class="field" id="shown_as">
      <legend>{words('support.shown')}</legend>
      {waysToBeShown.map((way) => (
        <label class="choice">
          <input type="radio" name="shown_as" value={way} checked={way === shownAs} />
          <span>{words(`support.shown_${way}`)}</span>
          <span class="soft small">
            <Seen who={seenByOthers({ shownAs: way, publicName: name })} />
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** «Others see: O. K.» */
export const Seen = ({ who }: { who: string | null }) => {
  const { words } = useTexts()
  return <>{words('support.seen', { who: who ?? words('support.somebody') })}</>
}
