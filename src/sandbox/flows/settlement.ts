import type { Decline } from '../checkout/cards.ts'
import { becomes, change } from '../events/change.ts'
import type { Charge } from '../objects/charge.ts'
import { subscriptionOf } from '../objects/invoice.ts'
import type { PaymentIntent } from '../objects/payment-intent.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { collected, failedIntent, paidIntent } from './attempt.ts'
import { markPaid } from './billing.ts'
import { failed } from './dunning.ts'
import { voidInvoice } from './invoice-end.ts'
import { overpaid } from './overpayment.ts'
import { planReceipt } from './receipt.ts'
import { type Billed, recovered } from './standing.ts'

/** Job `capture`: the charge learns its balance transaction, two seconds after it succeeded. */
export async function capture(unit: Unit, id: string): Promise<void> {
  const charge = await unit.need('charge', id)
  if (charge._txn === null) return
  await change(unit, charge, { balance_transaction: charge._txn }, 'charge.updated')
}

/** Job `tell_link`: invoice_payment.paid comes some seconds after the rest. */
export async function tellLink(unit: Unit, id: string): Promise<void> {
  await unit.emit('invoice_payment.paid', await unit.need('invoice_payment', id))
}

/** Job `settle` (domain/stripe.md 8.5.9): the bank debit has come through, or has not. */
export async function settleDue(unit: Unit, id: string): Promise<void> {
  const intent = await unit.need('payment_intent', id)
  if (intent.status !== 'processing' || intent.payment_method === null) return
  const method = await unit.need('payment_method', intent.payment_method)
  const instrument = method._instrument
  const settles = instrument.type !== 'sepa_debit' || instrument.settles
  await (settles ? settle : failSettlement)(unit, intent)
}

/** The debit has come through: now there is money. */
export async function settle(unit: Unit, intent: PaymentIntent): Promise<PaymentIntent> {
  const method = await unit.need('payment_method', intent.payment_method ?? '')
  const pending = await unit.need('charge', intent.latest_charge ?? '')
  const charge = collected(
    unit,
    { ...pending, status: 'succeeded', paid: true, amount_captured: pending.amount },
    method,
  )
  const paid = paidIntent(unit, intent)
  await unit.emit('charge.succeeded', charge)
  await unit.emit('payment_intent.succeeded', paid)
  const session = await sessionOf(unit, intent)
  if (session) {
    const told = await becomes(unit, session, 'checkout.session.async_payment_succeeded', {
      payment_status: 'paid',
    })
    planReceipt(unit, told)
  }
  const invoice = await invoiceOf(unit, intent)
  if (!invoice) return paid
  if (invoice.status === 'paid' || invoice.status === 'void') {
    await overpaid(unit, invoice, paid.amount_received)
    return paid
  }
  const subscription = await unit.need('subscription', subscriptionOf(invoice) ?? '')
  await recovered(unit, { invoice: await markPaid(unit, invoice), subscription })
  return paid
}

/** The debit came back unpaid before it ever counted as paid. */
export async function failSettlement(unit: Unit, intent: PaymentIntent): Promise<PaymentIntent> {
  const pending = await unit.need('charge', intent.latest_charge ?? '')
  const charge = refusedCharge(unit, pending)
  const unpaid = failedIntent(unit, intent, returned)
  await unit.emit('charge.failed', charge)
  await unit.emit('payment_intent.payment_failed', unpaid)
  const session = await sessionOf(unit, intent)
  if (session) await unit.emit('checkout.session.async_payment_failed', session)
  const invoice = await invoiceOf(unit, intent)
  if (!invoice || invoice.status === 'paid' || invoice.status === 'void') return unpaid
  const subscription = await unit.need('subscription', subscriptionOf(invoice) ?? '')
  if (subscription.status !== 'incomplete') await failed(unit, { invoice, subscription })
  else await neverBegun(unit, { invoice, subscription })
  return unpaid
}

const returned: Decline = {
  code: 'payment_method_provider_decline',
  decline_code: 'insufficient_funds',
  message: 'The bank could not collect the debit.',
}

function refusedCharge(unit: Unit, charge: Charge): Charge {
  return unit.put<'charge'>({
    ...charge,
    captured: false,
    failure_code: returned.code,
    failure_message: returned.message,
    paid: false,
    status: 'failed',
  })
}

/** A first payment has one try: its bill says that it failed, and is void as the subscription is over. */
async function neverBegun(unit: Unit, { invoice, subscription }: Billed): Promise<void> {
  const tried = { attempted: true, attempt_count: invoice.attempt_count + 1 }
  const unpaid = await becomes<'invoice'>(unit, invoice, 'invoice.payment_failed', tried)
  const patch = { status: 'incomplete_expired', ended_at: unit.now } as const
  await change(unit, subscription, patch, 'customer.subscription.updated')
  await voidInvoice(unit, unpaid)
}

async function sessionOf(unit: Unit, { id }: PaymentIntent): Promise<CheckoutSession | undefined> {
  return (await unit.list('checkout.session', { all: [`intent:${id}`], limit: 1 }))[0]
}

async function invoiceOf(unit: Unit, { id }: PaymentIntent) {
  const [link] = await unit.list('invoice_payment', { all: [`payment_intent:${id}`], limit: 1 })
  return link && unit.need('invoice', link.invoice)
}
