import * as z from 'zod'
import { currency, instant, type Labels, labels, minor, orNull, reference, text } from './fields.ts'

/** What a Checkout tells: who paid or meant to, what the payment is for, and how it ended. */
export type CheckoutSession = Readonly<{
  id: string
  mode: 'payment' | 'subscription' | 'other'
  state: 'open' | 'complete' | 'expired' | 'unknown'
  payment_intent: string | null
  customer: string | null
  email: string | null
  name: string | null
  amount_minor: bigint | null
  currency: string | null
  made_at: Date | null
  expired_at: Date | null
  labels: Labels
}>

const shape = z.object({
  object: z.literal('checkout.session'),
  id: text,
  mode: text,
  status: orNull(text),
  payment_intent: orNull(reference),
  customer: orNull(reference),
  customer_email: orNull(text),
  customer_details: orNull(z.object({ email: orNull(text), name: orNull(text) })),
  amount_total: orNull(minor),
  currency: orNull(currency),
  created: orNull(instant),
  expires_at: orNull(instant),
  metadata: labels,
})

/** Throws a ZodError when it is no session. */
export function parseCheckoutSession(value: unknown): CheckoutSession {
  const raw = shape.parse(value)
  const state = stateOf(raw.status)
  return {
    id: raw.id,
    mode: raw.mode === 'payment' || raw.mode === 'subscription' ? raw.mode : 'other',
    state,
    payment_intent: raw.payment_intent,
    customer: raw.customer,
    email: raw.customer_details?.email ?? raw.customer_email,
    name: raw.customer_details?.name ?? null,
    amount_minor: raw.amount_total,
    currency: raw.currency,
    made_at: raw.created,
    expired_at: state === 'expired' ? raw.expires_at : null,
    labels: raw.metadata,
  }
}

function stateOf(status: string | null): CheckoutSession['state'] {
  return status === 'open' || status === 'complete' || status === 'expired' ? status : 'unknown'
}
