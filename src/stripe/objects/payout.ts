import * as z from 'zod'
import { text } from './fields.ts'

/** Money to the bank. Only of an automatic one does Stripe say which transactions it took. */
export type Payout = Readonly<{ id: string; automatic: boolean }>

const shape = z.object({ object: z.literal('payout'), id: text, automatic: z.boolean() })

/** Throws a ZodError when it is no payout. */
export function parsePayout(value: unknown): Payout {
  const { id, automatic } = shape.parse(value)
  return { id, automatic }
}
