import { type CardFee, cardFees, withFeesCovered } from '../../members/offers/card-fees.ts'
import { errorOf, Field } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { unfinishedWording } from '../reminders/form.tsx'
import { type Texts, useTexts } from '../texts/texts.ts'
import { type Asking, isChosen, isSure, tilesOf } from './asking.ts'

/** What most readers leave alone, folded away; nothing in it is ticked for them. */
export const Extras = (asking: Asking) => {
  const texts = useTexts()
  const { words } = texts
  const { prefill, errors } = asking
  const [extraError, emailError] = [errorOf(errors, 'extra'), errorOf(errors, 'email')]
  const isOpen =
    prefill.coverFees || prefill.remind || prefill.extra !== '' || Boolean(extraError ?? emailError)
  return (
    <details class="extras" open={isOpen}>
      <summary>{words('support.extras')}</summary>
      <div class="stack">
        <CoverFees {...asking} />
        <Field
          name="extra"
          label={words('support.extra', { currency: prefill.currency })}
          hint={words('support.extra_hint')}
          error={extraError}
          value={prefill.extra}
          placeholder=" " // the stylesheet tells by it whether something is typed
          inputmode="decimal"
          autocomplete="off"
        />
        <Field
          name="email"
          type="email"
          label={words('support.email')}
          hint={words('support.email_hint')}
          error={emailError}
          value={prefill.email}
          autocomplete="email"
        />
        <label class="choice">
          <input type="checkbox" name="remind" checked={prefill.remind} />
          <span>{unfinishedWording(texts)}</span>
        </label>
      </div>
    </details>
  )
}

const CoverFees = (asking: Asking) => {
  const { words } = useTexts()
  return (
    <div class="stack">
      <div class="choice">
        <input
          type="checkbox"
          name="cover_fees"
          id="cover_fees"
          checked={asking.prefill.coverFees}
          aria-describedby="cover_fees-hint"
        />
        <label for="cover_fees">{words('support.fees')}</label>
        <p id="cover_fees-hint" class="soft small">
          <CoveredSums {...asking} />
        </p>
      </div>
      <FeeTable {...asking} />
      <p class="soft small">{words('support.fees_explained')}</p>
    </div>
  )
}

const FeeTable = ({ offers, prefill }: Asking) => {
  const texts = useTexts()
  const { words } = texts
  return (
    <DataTable
      caption={words('support.fees_caption')}
      columns={[
        { label: words('support.fees_card') },
        { label: words('support.fees_fee'), number: true },
      ]}
      rows={cardFees(offers, prefill.currency).map((fee) => [
        words(`support.card_${fee.card}`),
        feeText(fee, texts),
      ])}
    />
  )
}

/** The exact sum of the amount that is chosen, named before anybody pays. */
const CoveredSums = (asking: Asking) => {
  const { words, money } = useTexts()
  const { prefill, offers } = asking
  return (
    <>
      {tilesOf(asking).map((tile) => (
        <span
          class={`says says-chosen-${tile.number}`}
          hidden={!isChosen(tile, prefill) || !isSure(prefill)}
        >
          {words('support.fees_sum', {
            base: money(tile.money),
            total: money(withFeesCovered(offers, tile.money)),
          })}
        </span>
      ))}
      <span class="says says-unsure" hidden={isSure(prefill)}>
        {words('support.fees_other')}
      </span>
    </>
  )
}

function feeText(fee: CardFee, { percent, money }: Texts): string {
  return `${percent(Number(fee.basisPoints) / 10_000, 2)} + ${money(fee.fixed)}`
}
