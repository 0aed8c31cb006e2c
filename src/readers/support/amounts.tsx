import { frequencies, offerOf } from '../../members/offers/offers.ts'
import { useTexts } from '../texts/texts.ts'
import { AmountTiles } from './amount-tiles.tsx'
import { type Asking, tilesOf } from './asking.ts'

/** The tiles of a currency, and the field for any other amount. */
export const Amounts = (asking: Asking) => {
  const { words } = useTexts()
  const { prefill, offers, errors } = asking
  const { chosen, other, currency, frequency } = prefill
  return (
    <AmountTiles
      {...{ chosen, other, errors }}
      legend={words('support.much')}
      offer={offerOf(offers, currency, frequency)}
      tiles={tilesOf(asking)}
      limits={<Limits {...asking} />}
    />
  )
}

/** A sentence a rhythm, as each may have limits of its own. */
const Limits = ({ prefill, offers }: Asking) => {
  const { words, money } = useTexts()
  return (
    <>
      {frequencies.map((frequency) => {
        const { least, most } = offerOf(offers, prefill.currency, frequency)
        return (
          <span class={`says says-${frequency}`} hidden={frequency !== prefill.frequency}>
            {words('support.much_limits', { least: money(least), most: money(most) })}
          </span>
        )
      })}
    </>
  )
}
