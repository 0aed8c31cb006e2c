import * as z from 'zod'
import {
  currency,
  instant,
  type Labels,
  labels,
  listOf,
  minor,
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
  created: Date
  payments: readonly string[]
  labels: Labels
}>

const details = orNull(z.object({ subscription: orNull(reference), metadata: labels }))
const period = z.object({ start: instant, end: instant })
const shape = z.object({
  object: z.literal('invoice'),
  id: text,
  parent: orNull(z.object({ subscription_details: details })),
  subscription: orNull(reference),
  subscription_details: details,
  customer: orNull(reference),
  status: orNull(text),
  billing_reason: orNull(text),
  amount_due: minor,
  amount_paid: minor,
  currency: currency,
  attempt_count: orNull(z.int()),
  next_payment_attempt: orNull(instant),
  lines: listOf(z.object({ period: orNull(period) })),
  created: instant,
  payment_intent: orNull(reference),
  charge: orNull(reference),
  payments: listOf(z.object({ payment: orNull(paymentShape) })),
})
type Raw = z.output<typeof shape>

/** Old and new shape of the links to subscription and payment (they moved on 2025-03-31). */
export function parseInvoice(value: unknown): Invoice {
  const raw = shape.parse(value)
  const parent = raw.parent?.subscription_details ?? raw.subscription_details
  const service = raw.lines[0]?.period ?? null
  return {
    id: raw.id,
    subscription: parent?.subscription ?? raw.subscription,
    customer: raw.customer,
    status: raw.status ?? 'unknown',
    billing_reason: raw.billing_reason,
    amount_due_minor: raw.amount_due,
    amount_paid_minor: raw.amount_paid,
    currency: raw.currency,
    attempt_count: raw.attempt_count ?? 0,
    next_attempt_at: raw.next_payment_attempt,
    period_start: service?.start ?? null,
    period_end: service?.end ?? null,
    created: raw.created,
    payments: paymentsOf(raw),
    labels: parent?.metadata ?? { kind: null, campaign: null, article: null },
  }
}

function paymentsOf({ payments, payment_intent, charge }: Raw): string[] {
  const named = payments.map(({ payment }) => payment && paymentOf(payment))
  return [...named, payment_intent ?? charge].filter((id) => id !== null)
}
