import type { BalanceTransaction } from './balance-transaction.ts'
import type { Charge } from './charge.ts'
import type { Coupon } from './coupon.ts'
import type { Customer, DeletedCustomer } from './customer.ts'
import type { CustomerBalanceTransaction } from './customer-balance-transaction.ts'
import type { Discount } from './discount.ts'
import type { Dispute } from './dispute.ts'
import type { EarlyFraudWarning } from './early-fraud-warning.ts'
import type { Event } from './event.ts'
import type { File } from './file.ts'
import type { Invoice } from './invoice.ts'
import { subscriptionOf } from './invoice.ts'
import type { InvoiceItem } from './invoice-item.ts'
import type { InvoicePayment } from './invoice-payment.ts'
import type { PaymentIntent } from './payment-intent.ts'
import type { PaymentMethod } from './payment-method.ts'
import type { Payout } from './payout.ts'
import type { PortalConfiguration } from './portal-configuration.ts'
import type { PortalSession } from './portal-session.ts'
import type { Price } from './price.ts'
import type { Product } from './product.ts'
import type { PromotionCode } from './promotion-code.ts'
import type { Refund } from './refund.ts'
import type { ReportRun } from './report-run.ts'
import type { CheckoutSession } from './session.ts'
import type { SetupIntent } from './setup-intent.ts'
import type { Subscription } from './subscription.ts'
import type { SubscriptionSchedule } from './subscription-schedule.ts'
import type { TestClock } from './test-clock.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'

/** Every kind of object the sandbox keeps, under Stripe's own word for it. */
export type Objects = {
  balance_transaction: BalanceTransaction
  'billing_portal.configuration': PortalConfiguration
  'billing_portal.session': PortalSession
  charge: Charge
  'checkout.session': CheckoutSession
  coupon: Coupon
  customer: Customer | DeletedCustomer
  customer_balance_transaction: CustomerBalanceTransaction
  discount: Discount
  dispute: Dispute
  event: Event
  file: File
  invoice: Invoice
  invoice_payment: InvoicePayment
  invoiceitem: InvoiceItem
  payment_intent: PaymentIntent
  payment_method: PaymentMethod
  payout: Payout
  price: Price
  product: Product
  promotion_code: PromotionCode
  'radar.early_fraud_warning': EarlyFraudWarning
  refund: Refund
  'reporting.report_run': ReportRun
  setup_intent: SetupIntent
  subscription: Subscription
  subscription_schedule: SubscriptionSchedule
  'test_helpers.test_clock': TestClock
  webhook_endpoint: WebhookEndpoint
}
export type Kind = keyof Objects

type Marks = Record<string, string | boolean | null | undefined>

/** What a kind can be listed by, beside its time; the names are those of the list's params. */
const marks: { [K in Kind]: (object: Objects[K]) => Marks } = {
  balance_transaction: ({ type, source, currency, status, balance_type, _payout }) => {
    const apart = balance_type === 'payments' ? null : balance_type
    return { type, source, currency, status, balance_type: apart, payout: _payout ?? 'none' }
  },
  'billing_portal.configuration': ({ active, is_default }) => ({ active, is_default }),
  'billing_portal.session': () => ({}),
  charge: ({ customer, payment_intent }) => ({ customer, payment_intent }),
  'checkout.session': (session) => {
    const { customer, payment_intent, subscription, status, recovered_from, _intent } = session
    const email = session.customer_details?.email
    return {
      customer,
      payment_intent,
      subscription,
      status,
      recovered_from,
      email,
      intent: _intent,
    }
  },
  coupon: ({ _deleted }) => ({ deleted: _deleted }),
  customer: (customer) =>
    'deleted' in customer ? { deleted: true } : { email: customer.email, ...clockMarks(customer) },
  customer_balance_transaction: ({ customer, invoice }) => ({ customer, invoice }),
  discount: () => ({}),
  dispute: ({ charge, payment_intent }) => ({ charge, payment_intent }),
  event: ({ type }) => ({ type }),
  file: ({ purpose }) => ({ purpose }),
  invoice: (invoice) => {
    const { customer, status, collection_method, _intent: intent, _link: link } = invoice
    const subscription = subscriptionOf(invoice)
    return { customer, status, collection_method, subscription, intent, link }
  },
  invoice_payment: ({ invoice, status, payment }) => {
    return { invoice, status, payment_intent: payment.payment_intent }
  },
  invoiceitem: ({ customer, invoice }) => ({ customer, invoice, pending: invoice === null }),
  payment_intent: ({ customer }) => ({ customer }),
  payment_method: ({ customer, type }) => ({ customer, type }),
  payout: ({ status, currency, destination }) => ({ status, currency, destination }),
  price: ({ active, currency, product, type, lookup_key }) => {
    return { active, currency, product, type, lookup_key }
  },
  product: ({ active }) => ({ active }),
  promotion_code: ({ active, code, customer, promotion }) => {
    return { active, code: code.toUpperCase(), customer, coupon: promotion.coupon }
  },
  'radar.early_fraud_warning': ({ charge, payment_intent }) => ({ charge, payment_intent }),
  refund: ({ charge, payment_intent, status }) => ({ charge, payment_intent, status }),
  'reporting.report_run': ({ report_type }) => ({ report_type }),
  setup_intent: ({ customer, payment_method }) => ({ customer, payment_method }),
  subscription: ({ customer, status, items, default_payment_method: method, test_clock }) => {
    const price = items.data[0]?.price.id
    return { customer, status, method, price, ...clockMarks({ test_clock }) }
  },
  'test_helpers.test_clock': () => ({}),
  subscription_schedule: ({ customer, status }) => ({ customer, status }),
  webhook_endpoint: ({ _destination }) => (_destination ? { destination: true } : {}),
}

/** Lists leave out what is on a test clock, unless that clock is asked for. */
function clockMarks({ test_clock }: { test_clock?: string | null }): Marks {
  return test_clock ? { test_clock, on_clock: true } : {}
}

/** `field:value` for everything the object can be found by; what is null is not said. */
export function marksOf<K extends Kind>(kind: K, object: Objects[K]): string[] {
  return Object.entries(marks[kind](object)).flatMap(([field, value]) =>
    value === null || value === undefined ? [] : [mark(field, value)],
  )
}

export function mark(field: string, value: string | boolean): string {
  return `${field}:${value}`.replaceAll(' ', '_')
}

/** The ids among the marks' values. */
export function idsIn(marks: readonly string[]): string[] {
  return marks.flatMap((text) => /:([a-z]+_[A-Za-z0-9]{20,})$/.exec(text)?.[1] ?? [])
}

/** The object as it goes over the wire: fields that begin with `_` are the sandbox's own. */
export function wireForm(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith('_')))
}
