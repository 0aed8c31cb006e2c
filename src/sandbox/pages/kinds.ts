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
export function actsOn({ id, object }: { id: string; object: string }): Act[] {
  switch (object) {
    case 'charge':
      return [
        { label: 'Refund', body: { action: 'refund', charge: id } },
        { label: 'Open a dispute', body: { action: 'dispute_open', charge: id } },
      ]
    case 'subscription':
      return [
        {
          label: 'Cancel at the end of the period',
          body: { action: 'cancel_subscription', subscription: id, at_period_end: true },
        },
        { label: 'Cancel now', body: { action: 'cancel_subscription', subscription: id } },
      ]
    case 'dispute':
      return [
        { label: 'Won', body: { action: 'dispute_win', dispute: id } },
        { label: 'Lost', body: { action: 'dispute_lose', dispute: id } },
      ]
    case 'customer':
      return [
        {
          label: 'Set a card that fails',
          body: { action: 'set_card', customer: id, card: '4000000000000341' },
        },
        {
          label: 'Set a card that works',
          body: { action: 'set_card', customer: id, card: '4242424242424242' },
        },
        { label: 'Delete', body: { action: 'delete_customer', customer: id } },
      ]
    case 'payout':
      return [{ label: 'Let it fail', body: { action: 'payout_fail', payout: id } }]
    case 'payment_intent':
      return [
        { label: 'Settle the debit', body: { action: 'settle', payment_intent: id } },
        { label: 'Fail the debit', body: { action: 'fail_settlement', payment_intent: id } },
      ]
    default:
      return []
  }
}
