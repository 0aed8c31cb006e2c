import * as z from 'zod'
import {
  currency,
  instant,
  type Labels,
  labels,
  listOf,
  minor,
  noLabels,
  orNull,
  reference,
  text,
} from './fields.ts'
import { paymentOf, paymentShape } from './invoice-payment.ts'

/** What was billed. `payments` names payment intents (or charges), as far as the object tells. */
export type Invoice = Readonly<{
  id: string
  subscription: string | null
  customer: string | null
  status: string
  billing_reason: string | null
  amount_due_minor: bigint
  amount_paid_minor: bigint
  currency: string
  attempt_count: number
  next_attempt_at: Date | null
  period_start: Date | null
  period_end: Date | null
  /** What is paid for, by Stripe's id of the product. */
  product: string | null
  created: Date
  paid_at: Date | null
  /** Where the payer can pay it, or confirm the payment, themselves; null unless it is open. */
  pay_url: string | null
  payments: readonly string[]
  labels: Labels
}>

const details = orNull(z.object({ subscription: orNull(reference), metadata: labels }))
const period = z.object({ start: instant, end: instant })
const prorated = orNull(z.object({ proration: orNull(z.boolean()) }))
const priced = z.object({ product: orNull(reference) })
const line = z.object({
  period: orNull(period),
  metadata: labels,
  proration: orNull(z.boolean()),
  pricing: orNull(z.object({ price_details: orNull(priced) })),
  price: orNull(priced),
  parent: orNull(z.object({ subscription_item_details: prorated, invoice_item_details: prorated })),
})
type Line = z.output<typeof line>
const shape = z.object({
  object: z.literal('invoice'),
  id: text,
  parent: orNull(z.object({ subscription_details: details })),
  subscription: orNull(reference),
  subscription_details: details,
  customer: orNull(reference),
  status: orNull(text),
  paid: orNull(z.boolean()),
  hosted_invoice_url: orNull(text),
  billing_reason: orNull(text),
  amount_due: minor,
  amount_paid: minor,
  currency: currency,
  attempt_count: orNull(z.int()),
  next_payment_attempt: orNull(instant),
  lines: listOf(line),
  created: instant,
  status_transitions: orNull(z.object({ paid_at: orNull(instant) })),
  payment_intent: orNull(reference),
  charge: orNull(reference),
  payments: listOf(z.object({ payment: orNull(paymentShape) })),
})
type Raw = z.output<typeof shape>

/**
 * Old and new shape of the links to subscription and payment (they moved on 2025-03-31), and of the
 * subscription's metadata, which the oldest have on their lines alone. Throws when it is none.
 */
export function parseInvoice(value: unknown): Invoice {
  const raw = shape.parse(value)
  const parent = raw.parent?.subscription_details ?? raw.subscription_details
  const service = raw.lines.find((each) => !isProration(each)) ?? raw.lines[0]
  const status = raw.status ?? (raw.paid ? 'paid' : 'unknown')
  return {
    id: raw.id,
    subscription: parent?.subscription ?? raw.subscription,
    customer: raw.customer,
    status,
    billing_reason: raw.billing_reason,
    amount_due_minor: raw.amount_due,
    amount_paid_minor: raw.amount_paid,
    currency: raw.currency,
    attempt_count: raw.attempt_count ?? 0,
    next_attempt_at: raw.next_payment_attempt,
    period_start: service?.period?.start ?? null,
    period_end: service?.period?.end ?? null,
    product: service ? productOf(service) : null,
    created: raw.created,
    paid_at: raw.status_transitions?.paid_at ?? null,
    pay_url: status === 'open' ? raw.hosted_invoice_url : null,
    payments: paymentsOf(raw),
    labels: parent?.metadata ?? service?.metadata ?? noLabels,
  }
}

/** A line named its price whole before 2025-03-31. */
function productOf({ pricing, price }: Line): string | null {
  return pricing?.price_details?.product ?? price?.product ?? null
}

/** What a change of plan is made up for, on another span of time than what is billed. */
function isProration({ proration, parent }: Line): boolean {
  const details = parent?.subscription_item_details ?? parent?.invoice_item_details
  return proration ?? details?.proration ?? false
}

function paymentsOf({ payments, payment_intent, charge }: Raw): string[] {
  const named = payments.map(({ payment }) => payment && paymentOf(payment))
  return [...named, payment_intent ?? charge].filter((id) => id !== null)
}
