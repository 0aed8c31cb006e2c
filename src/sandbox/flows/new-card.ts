import { cardOf } from '../checkout/cards.ts'
import { change } from '../events/change.ts'
import type { Customer, DeletedCustomer } from '../objects/customer.ts'
import { type PaymentMethod, paymentMethodObject } from '../objects/payment-method.ts'
import { hasEnded } from '../objects/subscription.ts'
import type { Unit } from '../unit.ts'
import { resourceMissing } from '../wire/error.ts'
import { attach } from './attachment.ts'

/** A card that its customer types in. @throws StripeError 400 for a number that is none */
export async function newCard(
  unit: Unit,
  customer: Customer | DeletedCustomer,
  number: string,
): Promise<PaymentMethod> {
  if ('deleted' in customer) throw resourceMissing('customer', customer.id, 'customer')
  const country = customer.address?.country ?? null
  const payer = { email: customer.email ?? '', name: customer.name ?? null, country }
  const instrument = cardOf(number, country ?? 'DE')
  const facts = { customer: customer.id, payer, instrument }
  const method = paymentMethodObject({ id: unit.id('pm'), created: unit.now, ...facts })
  return attach(unit, method, customer.id)
}

/** The customer's new card, for all their subscriptions too. */
export async function setCard(unit: Unit, customer: Customer, number: string) {
  const method = await newCard(unit, customer, number)
  const invoice_settings = { ...customer.invoice_settings, default_payment_method: method.id }
  const changed = await change<'customer'>(unit, customer, { invoice_settings }, 'customer.updated')
  const theirs = await unit.list('subscription', { all: [`customer:${customer.id}`] })
  for (const subscription of theirs.filter((one) => !hasEnded(one))) {
    const patch = { default_payment_method: method.id }
    await change(unit, subscription, patch, 'customer.subscription.updated')
  }
  return changed
}

/** The card network sends a new expiry for the customer's cards, and says so by itself. */
export async function renewCards(unit: Unit, customer: Customer): Promise<PaymentMethod[]> {
  const all = [`customer:${customer.id}`, 'type:card']
  const renewed: PaymentMethod[] = []
  for (const method of await unit.list('payment_method', { all })) {
    if (!method.card) continue
    const card = { ...method.card, exp_year: method.card.exp_year + 4 }
    const type = 'payment_method.automatically_updated'
    renewed.push(await change(unit, method, { card }, type))
  }
  return renewed
}
