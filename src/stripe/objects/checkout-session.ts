import * as z from 'zod'
import { type Labels, labels, orNull, reference, text } from './fields.ts'

/** What a finished Checkout tells: who paid, and what the payment is for. */
export type CheckoutSession = Readonly<{
  id: string
  mode: 'payment' | 'subscription' | 'other'
  payment_intent: string | null
  customer: string | null
  email: string | null
  name: string | null
  labels: Labels
}>

const shape = z.object({
  object: z.literal('checkout.session'),
  id: text,
  mode: text,
  payment_intent: orNull(reference),
  customer: orNull(reference),
  customer_email: orNull(text),
  customer_details: orNull(z.object({ email: orNull(text), name: orNull(text) })),
  metadata: labels,
})

/** Throws a ZodError when it is no session. */
export function parseCheckoutSession(value: unknown): CheckoutSession {
  const raw = shape.parse(value)
  return {
    id: raw.id,
    mode: raw.mode === 'payment' || raw.mode === 'subscription' ? raw.mode : 'other',
    payment_intent: raw.payment_intent,
    customer: raw.customer,
    email: raw.customer_details?.email ?? raw.customer_email,
    name: raw.customer_details?.name ?? null,
    labels: raw.metadata,
  }
}
