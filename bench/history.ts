import * as z from 'zod'
import type { Sandbox } from '../src/sandbox/sandbox.ts'

export const accountKey = 'sk_test_bench'
const day_s = 86_400
const good = '4242424242424242'
const failsLater = '4000000000000341'
const refused = '4000000000000002'
/** domain/stripe.md 4.1 without `invoice.upcoming`, which has no id and which the peer answers with 500. */
const toldTypes: readonly string[] = [
  ...['checkout.session.completed', 'checkout.session.expired'],
  ...['checkout.session.async_payment_succeeded', 'checkout.session.async_payment_failed'],
  ...['customer.created', 'customer.updated', 'customer.deleted'],
  ...['customer.subscription.created', 'customer.subscription.updated'],
  ...['customer.subscription.deleted', 'customer.subscription.paused'],
  ...['customer.subscription.resumed', 'customer.subscription.pending_update_applied'],
  ...['customer.subscription.pending_update_expired', 'customer.subscription.trial_will_end'],
  ...['invoice.finalized', 'invoice.paid', 'invoice.payment_failed', 'invoice.voided'],
  ...['invoice.payment_action_required', 'invoice.marked_uncollectible', 'invoice.overpaid'],
  ...['invoice_payment.paid', 'payment_intent.succeeded'],
  ...['payment_intent.payment_failed', 'payment_intent.processing'],
  ...['charge.succeeded', 'charge.updated', 'charge.failed'],
  ...['refund.created', 'refund.updated', 'refund.failed', 'charge.refunded'],
  ...['charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed'],
  ...['charge.dispute.funds_withdrawn', 'charge.dispute.funds_reinstated'],
  ...['radar.early_fraud_warning.created', 'payout.created', 'payout.paid', 'payout.failed'],
  ...['payout.canceled', 'payout.reconciliation_completed', 'payment_method.automatically_updated'],
]
const listed = z.object({ data: z.array(z.looseObject({ id: z.string() })), has_more: z.boolean() })
const event = z.looseObject({ id: z.string(), type: z.string() })
const made = z.looseObject({ id: z.string() })

/**
 * Lives an account of a newsroom: first payments, gifts, refused cards, three months of renewals of
 * which some fail, refunds, disputes, cancellations and payouts. Answers the events that an endpoint
 * would be told (domain/stripe.md 4.1), oldest first, as the bodies of their deliveries.
 */
export async function lived(sandbox: Sandbox, members: number): Promise<string[]> {
  const ask = asker(sandbox)
  for (let n = 0; n < members; n += 1) {
    await pays(ask, n % 3 === 2 ? 'payment' : 'subscription', `m${n}@example.org`, cardOf(n))
    if (n % 10 === 9) await ask('POST', '/_sandbox/clock', { advance_seconds: 60 })
  }
  await ask('POST', '/_sandbox/clock', { advance_seconds: 3 * day_s })
  await troubles(ask, Math.floor(members / 20))
  for (let month = 0; month < 3; month += 1) {
    await ask('POST', '/_sandbox/clock', { advance_seconds: 31 * day_s })
  }
  return told(ask)
}

function cardOf(n: number): string {
  return n % 20 === 7 ? failsLater : n % 20 === 13 ? refused : good
}

type Ask = (method: string, path: string, body?: object) => Promise<unknown>

/** A form is sent to Stripe's API, anything else to the sandbox's own. */
function asker(sandbox: Sandbox): Ask {
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${accountKey}` }
    const init = body instanceof URLSearchParams ? { body } : body && { body: JSON.stringify(body) }
    const url = `http://sandbox.bench${path}`
    const response = await sandbox.fetch(new Request(url, { method, headers, ...init }))
    if (!response.ok && response.status !== 402) throw new Error(await response.text())
    return response.json()
  }
}

async function pays(ask: Ask, mode: 'payment' | 'subscription', email: string, card: string) {
  const kind = mode === 'payment' ? 'gift' : 'membership'
  const inside = mode === 'payment' ? 'payment_intent_data' : 'subscription_data'
  const order = new URLSearchParams({
    mode,
    success_url: 'http://127.0.0.1/thank-you',
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'eur',
    'line_items[0][price_data][unit_amount]': '1500',
    'line_items[0][price_data][product_data][name]': kind,
    ...(mode === 'payment' ? {} : { 'line_items[0][price_data][recurring][interval]': 'month' }),
    'metadata[kind]': kind,
    'metadata[campaign]': 'spring',
    [`${inside}[metadata][kind]`]: kind,
    [`${inside}[metadata][campaign]`]: 'spring',
  })
  const session = made.parse(await ask('POST', '/v1/checkout/sessions', order))
  await ask('POST', `/_sandbox/checkout/${session.id}/pay`, { email, card })
}

async function troubles(ask: Ask, each: number) {
  const all = listed.parse(await ask('GET', '/v1/charges?limit=100')).data
  const charges = all.filter(({ status }) => status === 'succeeded')
  const act = (action: object) => ask('POST', '/_sandbox/actions', action)
  for (const { id } of charges.slice(0, each)) await act({ action: 'refund', charge: id })
  for (const { id } of charges.slice(each, each * 2)) {
    await act({ action: 'dispute_open', charge: id })
  }
  const subscriptions = listed.parse(await ask('GET', '/v1/subscriptions?limit=100')).data
  for (const { id } of subscriptions.slice(0, each)) {
    await act({ action: 'cancel_subscription', subscription: id, at_period_end: true })
  }
}

async function told(ask: Ask): Promise<string[]> {
  const bodies: string[] = []
  for (let after = ''; ; ) {
    const page = listed.parse(await ask('GET', `/v1/events?limit=100${after}`))
    for (const each of page.data) {
      if (toldTypes.includes(event.parse(each).type)) bodies.push(JSON.stringify(each))
    }
    const last = page.data.at(-1)
    if (!page.has_more || last === undefined) return bodies.reverse()
    after = `&starting_after=${last.id}`
  }
}
