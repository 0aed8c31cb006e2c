import { change } from '../events/change.ts'
import type { Invoice } from '../objects/invoice.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { failedIntent } from './attempt.ts'
import { ask, billed, collectWith } from './collection.ts'
import { newCard } from './new-card.ts'

const refusal = {
  code: 'payment_intent_authentication_failure',
  decline_code: 'authentication_required',
  message: 'Your bank could not confirm that it is you. Please try again or use another card.',
}

/**
 * The payer's word to 3-D Secure, on the page of an invoice that waits for it: the money comes, or
 * the payment needs another way.
 * @throws StripeError 400 for an invoice that waits for nobody's word
 */
export async function authenticate(unit: Unit, id: string, isGiven: boolean): Promise<Invoice> {
  const bill = { ...(await billed(unit, id)), byHand: true }
  const intent = await unit.get('payment_intent', bill.invoice._intent ?? '')
  if (intent?.status !== 'requires_action' || intent.payment_method === null) {
    throw invalidRequest('This invoice does not wait for authentication.', { param: 'invoice' })
  }
  const method = await unit.need('payment_method', intent.payment_method)
  if (isGiven) await ask(unit, bill, intent, { method, occasion: 'first' })
  else {
    const failed = failedIntent(unit, intent, refusal)
    await unit.emit('payment_intent.payment_failed', failed)
  }
  return unit.need('invoice', id)
}

/** An open invoice paid by its payer, with another card that is kept for the subscription. */
export async function payWithCard(unit: Unit, id: string, number: string) {
  const bill = { ...(await billed(unit, id)), byHand: true }
  if (bill.invoice.status !== 'open' && bill.invoice.status !== 'uncollectible') {
    throw invalidRequest(`This invoice is ${bill.invoice.status}; nothing is to be paid.`)
  }
  const intent = await unit.need('payment_intent', bill.invoice._intent ?? '')
  const method = await newCard(
    unit,
    await unit.need('customer', bill.subscription.customer),
    number,
  )
  const patch = { default_payment_method: method.id }
  const subscription = await change(unit, bill.subscription, patch, 'customer.subscription.updated')
  return collectWith(unit, { ...bill, subscription }, intent, method)
}
