import type { Child } from 'hono/jsx'
import { errorOf, Field } from '../../../platform/ui/components.tsx'
import type { Frequency } from '../../../stripe/acts/held.ts'
import { useTexts } from '../../texts/texts.ts'
import { offerFor } from './amount.ts'
import type { ActView } from './page.tsx'
import { offeredAs, pauseDays, pauseOf } from './wish.ts'

/** What there is to choose before an act is shown whole; nothing where the act is all there is to it. */
export const Chooser = (view: ActView) => {
  const choices = choicesOf(view)
  const { words } = useTexts()
  if (choices === null) return null
  return (
    <form method="get" action={`/account/${view.act}`} class="stack" novalidate>
      <input type="hidden" name="subscription" value={view.held.id} />
      {choices}
      <button type="submit" class={view.considered === null ? 'button wide' : 'button quiet wide'}>
        {words('acts.choose')}
      </button>
    </form>
  )
}

function choicesOf(view: ActView): Child {
  switch (view.act) {
    case 'amount':
      return view.held.phase === 'running' ? <AmountTiles {...view} /> : null
    case 'frequency':
      return view.held.phase === 'running' ? <OtherRhythm {...view} /> : null
    case 'return':
      return view.held.phase === 'ended' && view.card !== null ? (
        <>
          <FrequencyTiles {...view} />
          <AmountField {...view} />
        </>
      ) : null
    case 'pause':
      return view.held.phase === 'running' ? <PauseTiles {...view} /> : null
    case 'resume':
    case 'leave':
    case 'stay':
      return null
  }
}

type TileProps = Readonly<{ name: string; value: string; chosen: boolean; children: Child }>

const Tile = ({ name, value, chosen, children }: TileProps) => (
  <label class="tile">
    <input type="radio" name={name} value={value} checked={chosen} />
    <span>{children}</span>
  </label>
)

const AmountTiles = (view: ActView) => {
  const { words, money, typed } = useTexts()
  const { held, offers, fields } = view
  const { currency } = held.amount
  const offer = offerFor(offers, { currency, frequency: offeredAs(held.frequency) })
  const presets = (offer?.presets ?? []).map((preset) => ({ preset, text: typed(preset) }))
  const other = presets.every(({ text }) => text !== fields.amount)
  return (
    <fieldset class="field">
      <legend>{words('acts.amount_legend')}</legend>
      <div class="tiles">
        {presets.map(({ preset, text }) => (
          <Tile name="amount" value={text} chosen={text === fields.amount}>
            {money(preset, { trim: true })}
          </Tile>
        ))}
        <Tile name="amount" value="other" chosen={other}>
          {words('acts.amount_other')}
        </Tile>
      </div>
      <AmountField {...view} />
    </fieldset>
  )
}

const AmountField = (view: ActView) => {
  const { words, money, typed } = useTexts()
  const { held, offers, fields, errors, considered } = view
  const { currency } = held.amount
  const offer = offerFor(offers, { currency, frequency: wishedRhythm(view) })
  const wished = considered !== null && 'amount' in considered.wish ? considered.wish.amount : null
  const shown = wished === null || fields.amount !== undefined ? '' : typed(wished)
  return (
    <Field
      name="amount_other"
      label={words('acts.amount_field', { currency })}
      hint={
        offer === null
          ? undefined
          : words('acts.amount_limits', { least: money(offer.least), most: money(offer.most) })
      }
      error={errorOf(errors, 'amount_other') ?? errorOf(errors, 'amount')}
      value={fields.amount_other ?? shown}
      inputmode="decimal"
      autocomplete="off"
    />
  )
}

/** The rhythm that is being chosen, else the one that is held. */
function wishedRhythm({ held, fields, considered }: ActView): Frequency {
  if (considered !== null && 'frequency' in considered.wish) return considered.wish.frequency
  const { frequency } = fields
  return frequency === 'monthly' || frequency === 'yearly' ? frequency : offeredAs(held.frequency)
}

/** From a month to a year or back there is only how much to choose. */
const OtherRhythm = (view: ActView) =>
  view.held.frequency === 'other' ? (
    <>
      <FrequencyTiles {...view} />
      <AmountField {...view} />
    </>
  ) : (
    <>
      <input type="hidden" name="frequency" value={wishedRhythm(view)} />
      <AmountField {...view} />
    </>
  )

const FrequencyTiles = (view: ActView) => {
  const { words } = useTexts()
  return (
    <fieldset class="field" id="frequency">
      <legend>{words('acts.frequency_legend')}</legend>
      <div class="tiles">
        {rhythms.map((rhythm) => (
          <Tile name="frequency" value={rhythm} chosen={rhythm === wishedRhythm(view)}>
            {words(`acts.frequency_${rhythm}`)}
          </Tile>
        ))}
      </div>
    </fieldset>
  )
}

const rhythms = ['monthly', 'yearly'] as const
const pauses = [1, 2, 3, 6] as const

const PauseTiles = ({ held, fields, errors, now, zone }: ActView) => {
  const { words, day } = useTexts()
  const pausing = { periodEnd: held.periodEnd, now, zone }
  const days = pauses.map((months) => ({ months, until: pauseOf(months, pausing) }))
  const { first, last } = pauseDays(pausing)
  return (
    <fieldset class="field" id="until">
      <legend>{words('acts.pause_legend')}</legend>
      <div class="tiles rows">
        {days.map(({ months, until }) => (
          <Tile name="until" value={until} chosen={until === fields.until}>
            {words('acts.pause_months', { months, day: day(until) })}
          </Tile>
        ))}
      </div>
      <Field
        name="until_other"
        label={words('acts.pause_field')}
        hint={words('acts.pause_hint')}
        error={errorOf(errors, 'until_other') ?? errorOf(errors, 'until')}
        type="date"
        min={first}
        max={last}
        value={fields.until_other ?? ''}
      />
    </fieldset>
  )
}
