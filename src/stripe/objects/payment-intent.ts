import * as z from 'zod'
import { currency, type Labels, labels, minor, orNull, reference, text } from './fields.ts'

/** An order to take money, as far as one that failed without a charge is concerned. */
export type PaymentIntent = Readonly<{
  id: string
  customer: string | null
  amount_minor: bigint
  currency: string
  /** Why the last try failed; null when none has. */
  failure: string | null
  card: string | null
  labels: Labels
}>

const shape = z.object({
  object: z.literal('payment_intent'),
  id: text,
  customer: orNull(reference),
  amount: minor,
  currency,
  last_payment_error: orNull(
    z.object({
      ...{ code: orNull(text), decline_code: orNull(text) },
      payment_method: orNull(z.object({ card: orNull(z.object({ fingerprint: orNull(text) })) })),
    }),
  ),
  metadata: labels,
})

/** Throws a ZodError when it is no payment intent. */
export function parsePaymentIntent(value: unknown): PaymentIntent {
  const raw = shape.parse(value)
  const { id, customer, amount, currency: code, last_payment_error: error, metadata } = raw
  const failure = error?.decline_code ?? error?.code ?? null
  const card = error?.payment_method?.card?.fingerprint ?? null
  return { id, customer, amount_minor: amount, currency: code, failure, card, labels: metadata }
}
