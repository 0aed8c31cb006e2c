/** The kinds of object that the console lists: where the API keeps them, and their ids' prefix. */
export const kinds = [
  { name: 'Events', path: '/v1/events', prefix: 'evt' },
  { name: 'Checkout sessions', path: '/v1/checkout/sessions', prefix: 'cs' },
  { name: 'Customers', path: '/v1/customers', prefix: 'cus' },
  { name: 'Payment methods', path: '/v1/payment_methods', prefix: 'pm' },
  { name: 'Subscriptions', path: '/v1/subscriptions', prefix: 'sub' },
  { name: 'Schedules', path: '/v1/subscription_schedules', prefix: 'sub_sched' },
  { name: 'Invoices', path: '/v1/invoices', prefix: 'in' },
  { name: 'Invoice items', path: '/v1/invoiceitems', prefix: 'ii' },
  { name: 'Invoice payments', path: '/v1/invoice_payments', prefix: 'inpay' },
  { name: 'Payment intents', path: '/v1/payment_intents', prefix: 'pi' },
  { name: 'Setup intents', path: '/v1/setup_intents', prefix: 'seti' },
  { name: 'Charges', path: '/v1/charges', prefix: 'ch' },
  { name: 'Refunds', path: '/v1/refunds', prefix: 're' },
  { name: 'Disputes', path: '/v1/disputes', prefix: 'dp' },
  { name: 'Early fraud warnings', path: '/v1/radar/early_fraud_warnings', prefix: 'issfr' },
  { name: 'Balance transactions', path: '/v1/balance_transactions', prefix: 'txn' },
  { name: 'Payouts', path: '/v1/payouts', prefix: 'po' },
  { name: 'Report runs', path: '/v1/reporting/report_runs', prefix: 'frr' },
  { name: 'Files', path: '/v1/files', prefix: 'file' },
  { name: 'Products', path: '/v1/products', prefix: 'prod' },
  { name: 'Prices', path: '/v1/prices', prefix: 'price' },
  { name: 'Coupons', path: '/v1/coupons', prefix: 'coupon' },
  { name: 'Promotion codes', path: '/v1/promotion_codes', prefix: 'promo' },
  { name: 'Portal configurations', path: '/v1/billing_portal/configurations', prefix: 'bpc' },
  { name: 'Test clocks', path: '/v1/test_helpers/test_clocks', prefix: 'clock' },
  { name: 'Webhook endpoints', path: '/v1/webhook_endpoints', prefix: 'we' },
] as const

/** Where the object with this id is retrieved; undefined for a text that is none of these ids. */
export function pathOfId(id: string): string | undefined {
  if (!/^[a-z]+_[A-Za-z0-9_]+$/.test(id)) return undefined
  const [kind] = kinds
    .filter(({ prefix }) => id.startsWith(`${prefix}_`))
    .toSorted((a, b) => b.prefix.length - a.prefix.length)
  return kind && `${kind.path}/${id}`
}
