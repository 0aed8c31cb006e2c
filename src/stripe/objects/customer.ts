import * as z from 'zod'
import { orNull, text } from './fields.ts'

/** A payer as Stripe knows them; of a deleted one only the id is left. */
export type Customer =
  | { kind: 'present'; id: string; email: string | null; name: string | null }
  | { kind: 'deleted'; id: string }

const shape = z.object({
  object: z.literal('customer'),
  id: text,
  deleted: orNull(z.boolean()),
  email: orNull(text),
  name: orNull(text),
})

/** Throws a ZodError when it is no customer. */
export function parseCustomer(value: unknown): Customer {
  const { id, deleted, email, name } = shape.parse(value)
  return deleted ? { kind: 'deleted', id } : { kind: 'present', id, email, name }
}

/** The customer that an object brings along, where its list was asked to expand it; else null. */
export function carriedCustomer(object: unknown): Customer | null {
  const result = z.object({ customer: shape }).safeParse(object)
  return result.success ? parseCustomer(result.data.customer) : null
}
