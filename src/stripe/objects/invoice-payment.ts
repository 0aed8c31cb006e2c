import * as z from 'zod'
import { orNull, reference, text } from './fields.ts'

/** The only link from a payment to its invoice. `payment` is a payment intent, else a charge. */
export type InvoicePayment = Readonly<{ id: string; invoice: string; payment: string | null }>

export const paymentShape = z.object({
  payment_intent: orNull(reference),
  charge: orNull(reference),
})

const shape = z.object({
  object: z.literal('invoice_payment'),
  id: text,
  invoice: reference,
  payment: paymentShape,
})

/** Throws a ZodError when it is no invoice payment. */
export function parseInvoicePayment(value: unknown): InvoicePayment {
  const { id, invoice, payment } = shape.parse(value)
  return { id, invoice, payment: paymentOf(payment) }
}

/** Money that came past Stripe (`payment_record`) names neither: it is no entry of ours. */
export function paymentOf(payment: z.output<typeof paymentShape>): string | null {
  return payment.payment_intent ?? payment.charge
}
