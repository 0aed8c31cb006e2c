import { offersAt } from '../../finance/settings/offers.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { type Nonce, readNonce } from '../../platform/http/nonce.ts'
import { fieldErrors } from '../../platform/http/parsed.ts'
import { unfinishedWording } from '../reminders/form.tsx'
import { type ReminderDeps, remindUnfinished } from '../reminders/reminder.ts'
import type { Texts } from '../texts/texts.ts'
import { type BotCheckDeps, isPerson, issueProof } from './bot-check.ts'
import { cautionFor } from './caution.ts'
import type { AmountField } from './fields.ts'
import { type Opened, type OpeningDeps, openCheckout, openedEarlier } from './open.ts'
import { type Order, type OrderSchema, orderSchema } from './order.ts'
import { checkAsked, invalidOrder, nonceRefused, type Refusal, refusalOf } from './refusal.ts'
import { returnAddress } from './return-to.ts'
import { type Sent, textIn } from './sent.ts'

export type PlacingDeps = OpeningDeps &
  BotCheckDeps &
  ReminderDeps &
  Readonly<{
    config: Readonly<{ baseUrl: string; returnOrigins: readonly string[]; appSecret: string }>
    /** In whose words a refusal is told. */
    texts: Texts
  }>
/** Who sends it: a keyed hash of the address, which is whom limits count, and the address itself. */
export type Sender = Readonly<{ key: string; address: string }>
type Placed = Extract<Opened, { kind: 'opened' | 'paid' }>

/**
 * From the fields as sent to the page where they are paid, or why there is none. An order is held to
 * what was offered when its form was given out, so that nothing is refused that the form had offered.
 */
export async function placeOrder(
  deps: PlacingDeps,
  sent: Sent,
  sender: Sender,
  schema: OrderSchema = orderSchema,
): Promise<Placed | Refusal> {
  const { clock, config, texts } = deps
  const read = await readNonce({ secret: config.appSecret, clock }, textIn(sent, 'nonce'))
  if (read.kind !== 'valid') return nonceRefused(read.kind, texts)
  const { offers } = await offersAt(readerOf(deps.db), read.nonce.issuedAt)
  const parsed = schema(offers)(texts).safeParse(sent)
  if (!parsed.success) {
    const refused = invalidOrder(parsed.error.issues.flatMap(fieldErrors))
    return earlierOr(deps, read.nonce, () => refused)
  }
  return openFor(deps, sender, { order: ledBack(parsed.data, config), sent, nonce: read.nonce })
}

type Asked = Readonly<{ order: Order; sent: Sent; nonce: Nonce }>

/** Opens the page, unless its sender is trying stolen cards or has to show first that they are a person. */
async function openFor(
  deps: PlacingDeps,
  { key, address }: Sender,
  { order, sent, nonce }: Asked,
): Promise<Placed | Refusal> {
  const { clock, texts } = deps
  const caution = await cautionFor(readerOf(deps.db), { key, now: clock.now() })
  if (caution.kind === 'stopped') {
    return earlierOr(deps, nonce, () => refusalOf(caution, order.amountField, texts))
  }
  if (caution.alarm && !(await isPerson(deps, { sent, nonce, address }))) {
    const proof = await issueProof(deps, nonce)
    return earlierOr(deps, nonce, () => checkAsked(proof, texts))
  }
  const opening = { order, nonce, visitor: key, perHour: caution.perHour }
  const opened = await openCheckout(deps, opening)
  if (opened.kind === 'opened' && order.remind !== null) await remind(deps, order.remind, nonce)
  return placed(opened, order.amountField, texts)
}

/** They agreed to one mail if they do not finish. */
function remind(deps: PlacingDeps, address: string, nonce: Nonce): Promise<void> {
  const { language } = deps.texts
  const agreed = {
    address: address.toLowerCase(),
    language,
    wording: unfinishedWording(deps.texts),
  }
  return remindUnfinished(deps, agreed, nonce.id)
}

/** What the form opened before counts, whatever is sent or thought of its sender by now. */
async function earlierOr(deps: PlacingDeps, nonce: Nonce, refused: () => Refusal) {
  const earlier = await openedEarlier(deps, nonce)
  return earlier === null ? refused() : placed(earlier, 'amount', deps.texts)
}

function placed(opened: Opened, amountField: AmountField, texts: Texts): Placed | Refusal {
  if (opened.kind === 'opened' || opened.kind === 'paid') return opened
  return refusalOf(opened, amountField, texts)
}

/** An address that leads elsewhere is left out, without a word: it is no fault of the reader. */
function ledBack(order: Order, origins: PlacingDeps['config']): Order {
  return { ...order, returnTo: returnAddress(order.returnTo ?? undefined, origins) }
}
