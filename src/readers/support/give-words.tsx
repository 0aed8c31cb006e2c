import { withFeesCovered } from '../../members/offers/card-fees.ts'
import { frequencies } from '../../members/offers/offers.ts'
import { useTexts } from '../texts/texts.ts'
import { type Asking, isChosen, isSure, tilesOf } from './asking.ts'

/**
 * «Give €10 a month»: of the words for every choice, the stylesheet shows those that hold. What is
 * typed is named by its word, as no sum can be told before it is sent.
 */
export const GiveWords = (asking: Asking) => {
  const { words } = useTexts()
  const { prefill } = asking
  const isOther = prefill.chosen === 'other'
  return (
    <>
      <span>{words('support.give')}</span> <Sums {...asking} />
      <span class="says says-other" hidden={!isOther}>
        {words('support.give_other')}
      </span>{' '}
      <span class="says says-extra" hidden={prefill.extra === ''}>
        {words('support.give_extra')}
      </span>{' '}
      <span class="says says-fee" hidden={!prefill.coverFees || isSure(prefill)}>
        {words('support.give_fee')}
      </span>{' '}
      {frequencies.map((frequency) => (
        <span class={`says says-${frequency}`} hidden={frequency !== prefill.frequency}>
          {words(`support.give_${frequency}`)}
        </span>
      ))}
    </>
  )
}

/** Each tile's sum without the card's fee and, where that is all that comes to it, with it. */
const Sums = (asking: Asking) => {
  const { money } = useTexts()
  const { prefill, offers } = asking
  const isCovered = prefill.coverFees && isSure(prefill)
  return (
    <>
      {tilesOf(asking).map((tile) => (
        <>
          <span
            class={`says says-plain-${tile.number}`}
            hidden={!isChosen(tile, prefill) || isCovered}
          >
            {money(tile.money, { trim: true })}
          </span>{' '}
          <span
            class={`says says-covered-${tile.number}`}
            hidden={!isChosen(tile, prefill) || !isCovered}
          >
            {money(withFeesCovered(offers, tile.money), { trim: true })}
          </span>{' '}
        </>
      ))}
    </>
  )
}
