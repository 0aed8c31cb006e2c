import * as z from 'zod'
import { orNull, reference, text } from './fields.ts'

/** What a customer pays with, as much as staff may see. `expires` is `2030-08`, of a card alone. */
export type PaymentMethod = Readonly<{
  id: string
  customer: string | null
  last4: string | null
  expires: string | null
}>

/** A card as it stands on a payment method, and on what it paid. */
export const cardShape = z.object({
  last4: orNull(text),
  exp_month: orNull(z.int()),
  exp_year: orNull(z.int()),
})
const shape = z.object({
  object: z.literal('payment_method'),
  id: text,
  customer: orNull(reference),
  card: orNull(cardShape),
  sepa_debit: orNull(z.object({ last4: orNull(text) })),
})

/** Throws a ZodError when it is no payment method. */
export function parsePaymentMethod(value: unknown): PaymentMethod {
  const { id, customer, card: paid, sepa_debit } = shape.parse(value)
  const last4 = paid?.last4 ?? sepa_debit?.last4 ?? null
  return { id, customer, last4, expires: paid && expiryOf(paid) }
}

/** `2030-08`; null of a card that does not say it. */
export function expiryOf({ exp_year, exp_month }: z.output<typeof cardShape>): string | null {
  if (exp_year === null || exp_month === null) return null
  return `${exp_year}-${String(exp_month).padStart(2, '0')}`
}
