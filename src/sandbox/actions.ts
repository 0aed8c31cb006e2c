import * as z from 'zod'
import { cardOf } from './checkout/cards.ts'
import { change } from './events/change.ts'
import { endSubscription } from './flows/cancellation.ts'
import { deleteCustomer } from './flows/deletion.ts'
import { loseDispute, openDispute, winDispute } from './flows/dispute.ts'
import { cancelAtPeriodEnd } from './flows/ending.ts'
import { failPayout, payOutByHand } from './flows/payout.ts'
import { refundCharge } from './flows/refund.ts'
import { failReport } from './flows/report.ts'
import { failSettlement, settle } from './flows/settlement.ts'
import type { PaymentIntent } from './objects/payment-intent.ts'
import { paymentMethodObject } from './objects/payment-method.ts'
import { hasEnded } from './objects/subscription.ts'
import { liveCustomer } from './resources/customers.ts'
import type { Unit } from './unit.ts'
import { invalidRequest } from './wire/error.ts'

const id = z.string()
const amount = z.int().positive().optional()

/** `POST /_sandbox/actions`: what a person would do in Stripe's Dashboard, or a bank. */
export const action = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('refund'), charge: id, amount }),
  z.strictObject({
    action: z.literal('cancel_subscription'),
    subscription: id,
    at_period_end: z.boolean().default(false),
  }),
  z.strictObject({ action: z.literal('set_card'), customer: id, card: z.string() }),
  z.strictObject({
    action: z.literal('dispute_open'),
    charge: id,
    amount,
    reason: z.string().optional(),
    inquiry: z.boolean().optional(),
  }),
  z.strictObject({ action: z.literal('dispute_win'), dispute: id }),
  z.strictObject({ action: z.literal('dispute_lose'), dispute: id }),
  z.strictObject({ action: z.literal('payout'), currency: z.string().toLowerCase() }),
  z.strictObject({ action: z.literal('payout_fail'), payout: id }),
  z.strictObject({ action: z.literal('report_fail'), report_run: id }),
  z.strictObject({ action: z.literal('delete_customer'), customer: id }),
  z.strictObject({ action: z.literal('settle'), payment_intent: id }),
  z.strictObject({ action: z.literal('fail_settlement'), payment_intent: id }),
])
export type Action = z.infer<typeof action>

/** Does it, and answers the object touched. @throws StripeError */
export async function act(unit: Unit, asked: Action): Promise<object> {
  switch (asked.action) {
    case 'refund': {
      const charge = await unit.need('charge', asked.charge, 'charge')
      return refundCharge(unit, { charge, amount: asked.amount })
    }
    case 'cancel_subscription':
      return cancelSubscription(unit, asked.subscription, asked.at_period_end)
    case 'set_card':
      return setCard(unit, asked.customer, asked.card)
    case 'dispute_open': {
      const { amount, reason, inquiry } = asked
      const charge = await unit.need('charge', asked.charge, 'charge')
      return openDispute(unit, { charge, amount, reason, inquiry })
    }
    case 'dispute_win':
      return winDispute(unit, await unit.need('dispute', asked.dispute, 'dispute'))
    case 'dispute_lose':
      return loseDispute(unit, await unit.need('dispute', asked.dispute, 'dispute'))
    case 'payout':
      return payOutByHand(unit, asked.currency)
    case 'payout_fail':
      return failPayout(unit, await unit.need('payout', asked.payout, 'payout'))
    case 'report_fail':
      return failReport(
        unit,
        await unit.need('reporting.report_run', asked.report_run, 'report_run'),
      )
    case 'delete_customer':
      return deleteCustomer(unit, await liveCustomer(unit, asked.customer, 'customer'))
    case 'settle':
      return settle(unit, await processing(unit, asked.payment_intent))
    case 'fail_settlement':
      return failSettlement(unit, await processing(unit, asked.payment_intent))
  }
}

async function cancelSubscription(unit: Unit, subscriptionId: string, atPeriodEnd: boolean) {
  const subscription = await unit.need('subscription', subscriptionId, 'subscription')
  if (hasEnded(subscription)) throw invalidRequest('This subscription has ended already.')
  if (!atPeriodEnd) await endSubscription(unit, subscription, 'cancellation_requested')
  else {
    const patch = cancelAtPeriodEnd(unit, subscription)
    await change(unit, subscription, patch, 'customer.subscription.updated')
  }
  return unit.need('subscription', subscriptionId)
}

/** The customer's new card, for all their subscriptions too. */
async function setCard(unit: Unit, customerId: string, number: string) {
  const customer = await liveCustomer(unit, customerId, 'customer')
  const country = customer.address?.country ?? null
  const payer = { email: customer.email ?? '', name: customer.name ?? null, country }
  const instrument = cardOf(number, country ?? 'DE')
  const facts = { customer: customerId, payer, instrument }
  const method = paymentMethodObject({ id: unit.id('pm'), created: unit.now, ...facts })
  unit.put(method)
  await unit.emit('payment_method.attached', method)
  const invoice_settings = { ...customer.invoice_settings, default_payment_method: method.id }
  const changed = await change<'customer'>(unit, customer, { invoice_settings }, 'customer.updated')
  const theirs = await unit.list('subscription', { all: [`customer:${customerId}`] })
  for (const subscription of theirs.filter((one) => !hasEnded(one))) {
    const patch = { default_payment_method: method.id }
    await change(unit, subscription, patch, 'customer.subscription.updated')
  }
  return changed
}

async function processing(unit: Unit, intentId: string): Promise<PaymentIntent> {
  const intent = await unit.need('payment_intent', intentId, 'payment_intent')
  if (intent.status === 'processing') return intent
  throw invalidRequest(`This payment is ${intent.status}; only one that is processing can settle.`)
}
