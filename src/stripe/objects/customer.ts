import * as z from 'zod'
import { instant, orNull, reference, text } from './fields.ts'

/** A payer as Stripe knows them; of a deleted one only the id is left. */
export type Customer =
  | {
      kind: 'present'
      id: string
      email: string | null
      name: string | null
      made_at: Date
      /** What invoices are paid with where a subscription names nothing of its own. */
      pays_with: string | null
    }
  | { kind: 'deleted'; id: string }

const known = { object: z.literal('customer'), id: text }
const deleted = z.object({ ...known, deleted: z.literal(true) })
const present = z.object({
  ...known,
  deleted: orNull(z.literal(false)),
  email: orNull(text),
  name: orNull(text),
  created: instant,
  invoice_settings: orNull(z.object({ default_payment_method: orNull(reference) })),
})
const shape = z.union([present, deleted])

/** Throws a ZodError when it is no customer. */
export function parseCustomer(value: unknown): Customer {
  return customerOf(shape.parse(value))
}

/** The customer that an object brings along, where its list was asked to expand it; else null. */
export function carriedCustomer(object: unknown): Customer | null {
  const result = z.object({ customer: shape }).safeParse(object)
  return result.success ? customerOf(result.data.customer) : null
}

function customerOf(customer: z.output<typeof shape>): Customer {
  if (customer.deleted) return { kind: 'deleted', id: customer.id }
  const { id, email, name, created: made_at, invoice_settings } = customer
  const pays_with = invoice_settings?.default_payment_method ?? null
  return { kind: 'present', id, email, name, made_at, pays_with }
}

const payingBy = present.pick({ invoice_settings: true })

/** The id of what a customer pays by where nothing else is said; null without one, and of no customer. */
export function defaultMethodOf(object: unknown): string | null {
  const read = payingBy.safeParse(object)
  return read.success ? (read.data.invoice_settings?.default_payment_method ?? null) : null
}
