import { refusedCards, tooManyStrangers } from '../../members/refused-cards.ts'
import { secondsAfter } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'

const hour_s = 3600
/** As many cards as one address may have refused in an hour: a family in trouble has fewer. */
const mostRefused = 12
/** A card that was refused on as many forms is being tried, and so is whoever has several refused. */
const mostFormsOfCard = 10
const severalRefused = 3
/** Of memberships Stripe does not say which form a refused card was for. While strangers have many
 * refused, an address may send few orders; who gives needs one. */
const mostOfNobody = 12
const ordersInAlarm = 5

export type Caution =
  | Readonly<{ kind: 'stopped'; retry_after_s: number }>
  /**
   * `perHour`: how many orders an hour takes from this address; undefined is the usual number.
   * `alarm`: so many strangers' cards are refused that whoever orders may be asked to prove a person.
   */
  | Readonly<{ kind: 'passes'; perHour: number | undefined; alarm: boolean }>

/**
 * Whether somebody who sends an order is trying stolen cards, by what was refused in the last hour of
 * business time: on forms from their address, with a card's print on many forms, or of strangers at
 * all. It counts what banks refused, so an honest reader beside them is not stopped.
 */
export async function cautionFor(
  reader: Reader,
  { key, now }: Readonly<{ key: string; now: Date }>,
): Promise<Caution> {
  const since = secondsAfter(now, -hour_s)
  const refused = await refusedCards(reader, { visitor: key, since })
  const isTrying = refused.ofVisitor >= severalRefused && refused.formsOfCard >= mostFormsOfCard
  if (refused.ofVisitor >= mostRefused || isTrying) {
    const left_ms = (refused.first ?? now).getTime() - since.getTime()
    return { kind: 'stopped', retry_after_s: Math.max(1, Math.ceil(left_ms / 1000)) }
  }
  const perHour = refused.ofNobody >= mostOfNobody ? ordersInAlarm : undefined
  return { kind: 'passes', perHour, alarm: refused.ofStrangers >= tooManyStrangers }
}
