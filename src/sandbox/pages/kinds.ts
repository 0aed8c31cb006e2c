/** The kinds of object that the console lists: where the API keeps them, and their ids' prefix. */
export const kinds = [
  { name: 'Events', path: '/v1/events', prefix: 'evt' },
  { name: 'Checkout sessions', path: '/v1/checkout/sessions', prefix: 'cs' },
  { name: 'Customers', path: '/v1/customers', prefix: 'cus' },
  { name: 'Subscriptions', path: '/v1/subscriptions', prefix: 'sub' },
  { name: 'Invoices', path: '/v1/invoices', prefix: 'in' },
  { name: 'Invoice payments', path: '/v1/invoice_payments', prefix: 'inpay' },
  { name: 'Payment intents', path: '/v1/payment_intents', prefix: 'pi' },
  { name: 'Charges', path: '/v1/charges', prefix: 'ch' },
  { name: 'Refunds', path: '/v1/refunds', prefix: 're' },
  { name: 'Disputes', path: '/v1/disputes', prefix: 'du' },
  { name: 'Balance transactions', path: '/v1/balance_transactions', prefix: 'txn' },
  { name: 'Payouts', path: '/v1/payouts', prefix: 'po' },
  { name: 'Products', path: '/v1/products', prefix: 'prod' },
  { name: 'Prices', path: '/v1/prices', prefix: 'price' },
  { name: 'Webhook endpoints', path: '/v1/webhook_endpoints', prefix: 'we' },
] as const

/** Where the object with this id is retrieved; undefined for a text that is none of these ids. */
export function pathOfId(id: string): string | undefined {
  const [, prefix] = /^([a-z]+)_[A-Za-z0-9_]+$/.exec(id) ?? []
  const kind = kinds.find((one) => one.prefix === prefix)
  return kind && `${kind.path}/${id}`
}

type Act = { label: string; body: Record<string, string | boolean> }

/** What Stripe's Dashboard would offer to do with an object: bodies of `POST /_sandbox/actions`. */
export function actsOn(object: { id: string; object: string; status?: unknown }): Act[] {
  const { id, status } = object
  switch (object.object) {
    case 'charge':
      return status === 'succeeded' ? actsOnCharge(id) : []
    case 'subscription':
      return status === 'canceled' ? [] : actsOnSubscription(id)
    case 'dispute':
      return status === 'won' || status === 'lost' ? [] : actsOnDispute(id)
    case 'customer':
      return actsOnCustomer(id)
    case 'payout':
      return status === 'failed' ? [] : [act('Let it fail', 'payout_fail', { payout: id })]
    case 'payment_intent':
      return status === 'processing' ? actsOnDebit(id) : []
    default:
      return []
  }
}

function act(label: string, action: string, facts: Act['body']): Act {
  return { label, body: { action, ...facts } }
}

function actsOnCharge(charge: string): Act[] {
  return [act('Refund', 'refund', { charge }), act('Open a dispute', 'dispute_open', { charge })]
}

function actsOnSubscription(subscription: string): Act[] {
  const atEnd = { subscription, at_period_end: true }
  return [
    act('Cancel at the end of the period', 'cancel_subscription', atEnd),
    act('Cancel now', 'cancel_subscription', { subscription }),
  ]
}

function actsOnDispute(dispute: string): Act[] {
  return [act('Won', 'dispute_win', { dispute }), act('Lost', 'dispute_lose', { dispute })]
}

function actsOnCustomer(customer: string): Act[] {
  return [
    act('Set a card that fails', 'set_card', { customer, card: '4000000000000341' }),
    act('Set a card that works', 'set_card', { customer, card: '4242424242424242' }),
    act('Delete', 'delete_customer', { customer }),
  ]
}

function actsOnDebit(payment_intent: string): Act[] {
  return [
    act('Settle the debit', 'settle', { payment_intent }),
    act('Fail the debit', 'fail_settlement', { payment_intent }),
  ]
}
