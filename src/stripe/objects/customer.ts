import * as z from 'zod'
import { instant, orNull, text } from './fields.ts'

/** A payer as Stripe knows them; of a deleted one only the id is left. */
export type Customer =
  | { kind: 'present'; id: string; email: string | null; name: string | null; made_at: Date }
  | { kind: 'deleted'; id: string }

const known = { object: z.literal('customer'), id: text }
const deleted = z.object({ ...known, deleted: z.literal(true) })
const present = z.object({
  ...known,
  deleted: orNull(z.literal(false)),
  email: orNull(text),
  name: orNull(text),
  created: instant,
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
  const { id, email, name, created: made_at } = customer
  return { kind: 'present', id, email, name, made_at }
}
