import { formatMoney } from '../../platform/money/format.ts'
import { Field } from '../../platform/ui/components.tsx'
import { DataTable } from '../../platform/ui/data-table.tsx'
import { locale, words } from '../words.ts'
import { type CardFee, cardFees, percentOf, withFeesCovered } from './fees.ts'
import { allPresets, type Prefill } from './prefill.ts'

type ExtrasProps = Readonly<{ prefill: Prefill; emailError: string | undefined }>

/** What most readers leave alone, folded away; nothing in it is ticked for them. */
export const Extras = ({ prefill, emailError }: ExtrasProps) => (
  <details class="extras" open={prefill.coverFees || emailError !== undefined}>
    <summary>{words('extras.summary')}</summary>
    <div class="stack">
      <CoverFees prefill={prefill} />
      <Field
        name="email"
        type="email"
        label={words('email.label')}
        hint={words('email.hint')}
        error={emailError}
        value={prefill.email}
        autocomplete="email"
      />
    </div>
  </details>
)

const CoverFees = ({ prefill }: { prefill: Prefill }) => (
  <div class="stack">
    <div class="choice">
      <input
        type="checkbox"
        name="cover_fees"
        id="cover_fees"
        checked={prefill.coverFees}
        aria-describedby="cover_fees-hint"
      />
      <label for="cover_fees">{words('fees.label')}</label>
      <p id="cover_fees-hint" class="soft small">
        <CoveredSums prefill={prefill} />
      </p>
    </div>
    <DataTable
      caption={words('fees.caption')}
      columns={[{ label: words('fees.card') }, { label: words('fees.fee'), number: true }]}
      rows={cardFees(prefill.currency).map((fee) => [words(`fees.${fee.card}`), feeText(fee)])}
    />
    <p class="soft small">{words('fees.explained')}</p>
  </div>
)

/** The exact sum of the amount that is chosen, named before anybody pays. */
const CoveredSums = ({ prefill }: { prefill: Prefill }) => (
  <>
    {allPresets(prefill.currency).map(({ text, money }, index) => (
      <span class={`says says-chosen-${index + 1}`} hidden={text !== prefill.chosen}>
        {words('fees.sum', {
          base: formatMoney(money, locale),
          total: formatMoney(withFeesCovered(money), locale),
        })}
      </span>
    ))}
    <span class="says says-other" hidden={prefill.chosen !== 'other'}>
      {words('fees.other')}
    </span>
  </>
)

function feeText(fee: CardFee): string {
  return `${percentOf(fee)} % + ${formatMoney(fee.fixed, locale)}`
}
