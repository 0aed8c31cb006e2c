import { Field } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { type Texts, useTexts } from '../texts/texts.ts'
import { type CardFee, cardFees, withFeesCovered } from './fees.ts'
import { allPresets, type Prefill } from './prefill.ts'

type ExtrasProps = Readonly<{ prefill: Prefill; emailError: string | undefined }>

/** What most readers leave alone, folded away; nothing in it is ticked for them. */
export const Extras = ({ prefill, emailError }: ExtrasProps) => {
  const { words } = useTexts()
  return (
    <details class="extras" open={prefill.coverFees || emailError !== undefined}>
      <summary>{words('support.extras')}</summary>
      <div class="stack">
        <CoverFees prefill={prefill} />
        <Field
          name="email"
          type="email"
          label={words('support.email')}
          hint={words('support.email_hint')}
          error={emailError}
          value={prefill.email}
          autocomplete="email"
        />
      </div>
    </details>
  )
}

const CoverFees = ({ prefill }: { prefill: Prefill }) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <div class="choice">
        <input
          type="checkbox"
          name="cover_fees"
          id="cover_fees"
          checked={prefill.coverFees}
          aria-describedby="cover_fees-hint"
        />
        <label for="cover_fees">{words('support.fees')}</label>
        <p id="cover_fees-hint" class="soft small">
          <CoveredSums prefill={prefill} />
        </p>
      </div>
      <FeeTable prefill={prefill} />
      <p class="soft small">{words('support.fees_explained')}</p>
    </div>
  )
}

const FeeTable = ({ prefill }: { prefill: Prefill }) => {
  const texts = useTexts()
  const { words } = texts
  return (
    <DataTable
      caption={words('support.fees_caption')}
      columns={[
        { label: words('support.fees_card') },
        { label: words('support.fees_fee'), number: true },
      ]}
      rows={cardFees(prefill.currency).map((fee) => [
        words(`support.card_${fee.card}`),
        feeText(fee, texts),
      ])}
    />
  )
}

/** The exact sum of the amount that is chosen, named before anybody pays. */
const CoveredSums = ({ prefill }: { prefill: Prefill }) => {
  const { words, money } = useTexts()
  return (
    <>
      {allPresets(prefill.currency).map((preset, index) => (
        <span class={`says says-chosen-${index + 1}`} hidden={preset.text !== prefill.chosen}>
          {words('support.fees_sum', {
            base: money(preset.money),
            total: money(withFeesCovered(preset.money)),
          })}
        </span>
      ))}
      <span class="says says-other" hidden={prefill.chosen !== 'other'}>
        {words('support.fees_other')}
      </span>
    </>
  )
}

function feeText({ basisPoints, fixed }: CardFee, { percent, money }: Texts): string {
  return `${percent(Number(basisPoints) / 10_000, 2)} + ${money(fixed)}`
}
