import type { Payer, PaymentMethod } from '../objects/payment-method.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { SetupIntent } from '../objects/setup-intent.ts'
import type { Unit } from '../unit.ts'
import { attach } from './attachment.ts'
import { type Attempt, attempt } from './attempt.ts'
import { finalize, markPaid } from './billing.ts'
import { complete } from './completion.ts'
import { customerToBe, join } from './joining.ts'
import { type FilledIn, withoutCustomer } from './one-off.ts'
import { setUp } from './setup.ts'

/**
 * The first payment of a subscription (domain/stripe.md 8.5.2). Since basil Checkout makes the
 * customer and the subscription after the payment, so a declined card leaves neither.
 */
export async function payFirst(unit: Unit, filled: FilledIn): Promise<Attempt> {
  const { session, payer } = filled
  const who = await customerToBe(unit, session, payer)
  const method = { ...filled.method, customer: who.customer.id }
  const made = attempt(unit, { ...filled.intent, customer: who.customer.id }, method, 'first')
  if (made.verdict.kind === 'declined') return withoutCustomer(unit, made, filled)
  const isPaid = made.verdict.kind === 'paid'
  if (isPaid) await unit.emit('charge.succeeded', made.charge)
  await attach(unit, method, who.customer.id)
  const status = session._order.trial ? 'trialing' : isPaid ? 'active' : 'incomplete'
  const begun = await join(unit, session, { ...who, method: method.id, status })
  await complete(unit, session, payer, {
    ...begun.named,
    payment_status: isPaid ? 'paid' : 'unpaid',
  })
  await begun.tell()
  if (filled.isFirst) await unit.emit('payment_intent.created', filled.intent)
  await unit.emit(isPaid ? 'payment_intent.succeeded' : 'payment_intent.processing', made.intent)
  if (!isPaid) await unit.emit('charge.pending', made.charge)
  await unit.emit('invoice.created', begun.invoice)
  const open = await finalize(unit, begun.invoice, made.intent.id)
  if (isPaid) await markPaid(unit, open)
  return made
}

/** What a payer leaves who need not pay yet: perhaps something to be charged by later. */
type Kept = { method: PaymentMethod; setup: SetupIntent }

/**
 * A subscription that costs nothing yet, as on trial (8.5.2) or with a coupon for all of it: no
 * payment intent and no charge, and its first invoice is paid by being made.
 */
export async function joinForNothing(
  unit: Unit,
  session: CheckoutSession,
  { payer, kept }: { payer: Payer; kept: Kept | null },
): Promise<void> {
  const who = await customerToBe(unit, session, payer)
  const method = kept && { ...kept.method, customer: who.customer.id }
  if (kept && method) {
    await setUp(unit, kept.setup, method)
    await attach(unit, method, who.customer.id)
  }
  const status = session._order.trial ? 'trialing' : 'active'
  const begun = await join(unit, session, { ...who, method: method?.id ?? null, status })
  await complete(unit, session, payer, { ...begun.named, payment_status: 'no_payment_required' })
  await begun.tell()
  await unit.emit('invoice.created', begun.invoice)
  await markPaid(unit, await finalize(unit, begun.invoice, null))
}
