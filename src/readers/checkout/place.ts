import { offersAt } from '../../finance/settings/offers.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { readNonce } from '../../platform/http/nonce.ts'
import { fieldErrors } from '../../platform/http/parsed.ts'
import type { Sent } from '../support/prefill.ts'
import type { Texts } from '../texts/texts.ts'
import type { AmountField } from './fields.ts'
import { type Opened, type OpeningDeps, openCheckout, openedEarlier } from './open.ts'
import { type Order, orderSchema } from './order.ts'
import { invalidOrder, nonceRefused, type Refusal, refusalOf } from './refusal.ts'
import { returnAddress } from './return-to.ts'

export type PlacingDeps = OpeningDeps &
  Readonly<{
    config: Readonly<{ baseUrl: string; returnOrigins: readonly string[]; appSecret: string }>
    /** In whose words a refusal is told. */
    texts: Texts
  }>
type Placed = Extract<Opened, { kind: 'opened' | 'paid' }>

/**
 * From the fields as sent to the page where they are paid, or why there is none. An order is held to
 * what was offered when its form was given out, so that nothing is refused that the form had offered.
 * `visitor` is whom the limits count: a keyed hash of the address.
 */
export async function placeOrder(
  deps: PlacingDeps,
  sent: Sent,
  visitor: string,
): Promise<Placed | Refusal> {
  const { clock, config, texts } = deps
  const read = await readNonce({ secret: config.appSecret, clock }, String(sent.nonce ?? ''))
  if (read.kind !== 'valid') return nonceRefused(read.kind, texts)
  const { offers } = await offersAt(readerOf(deps.db), read.nonce.issuedAt)
  const parsed = orderSchema(offers)(texts).safeParse(sent)
  if (!parsed.success) {
    const earlier = await openedEarlier(deps, read.nonce) // it counts whatever is sent by now
    if (earlier !== null) return placed(earlier, 'amount', texts)
    return invalidOrder(parsed.error.issues.flatMap(fieldErrors))
  }
  const order = ledBack(parsed.data, config)
  const opened = await openCheckout(deps, { order, nonce: read.nonce, visitor })
  return placed(opened, order.amountField, texts)
}

function placed(opened: Opened, amountField: AmountField, texts: Texts): Placed | Refusal {
  if (opened.kind === 'opened' || opened.kind === 'paid') return opened
  return refusalOf(opened, amountField, texts)
}

/** An address that leads elsewhere is left out, without a word: it is no fault of the reader. */
function ledBack(order: Order, origins: PlacingDeps['config']): Order {
  return { ...order, returnTo: returnAddress(order.returnTo ?? undefined, origins) }
}
