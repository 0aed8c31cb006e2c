import * as z from 'zod'
import { orNull, reference, text } from './fields.ts'

/** `none`: an inquiry or a prevented dispute, which moves no money. */
export type Dispute = Readonly<{
  id: string
  charge: string
  payment_intent: string | null
  state: 'none' | 'open' | 'won' | 'lost'
}>

const shape = z.object({
  object: z.literal('dispute'),
  id: text,
  charge: reference,
  payment_intent: orNull(reference),
  status: text,
})

/** Throws a ZodError when it is no dispute. */
export function parseDispute(value: unknown): Dispute {
  const { id, charge, payment_intent, status } = shape.parse(value)
  return { id, charge, payment_intent, state: stateOf(status) }
}

/** A status newer than we know is an open question, and shown as one. */
function stateOf(status: string): Dispute['state'] {
  if (status === 'won' || status === 'lost') return status
  return status === 'prevented' || status.startsWith('warning_') ? 'none' : 'open'
}
