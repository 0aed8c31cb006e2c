import * as z from 'zod'
import { instant, orNull, reference, text } from './fields.ts'

/** `none`: an inquiry or a prevented dispute, which moves no money. `due_at`: answer until then. */
export type Dispute = Readonly<{
  id: string
  charge: string
  payment_intent: string | null
  state: 'none' | 'open' | 'won' | 'lost'
  reason: string | null
  due_at: Date | null
}>

const shape = z.object({
  object: z.literal('dispute'),
  id: text,
  charge: reference,
  payment_intent: orNull(reference),
  status: text,
  reason: orNull(text),
  evidence_details: orNull(z.object({ due_by: orNull(instant) })),
})

/** Throws a ZodError when it is no dispute. */
export function parseDispute(value: unknown): Dispute {
  const { id, charge, payment_intent, status, reason, evidence_details } = shape.parse(value)
  const due_at = awaitsAnswer(status) ? (evidence_details?.due_by ?? null) : null
  return { id, charge, payment_intent, state: stateOf(status), reason, due_at }
}

/** A status newer than we know is an open question, and shown as one. */
function stateOf(status: string): Dispute['state'] {
  if (status === 'won' || status === 'lost') return status
  return status === 'prevented' || status.startsWith('warning_') ? 'none' : 'open'
}

function awaitsAnswer(status: string): boolean {
  return status.endsWith('needs_response')
}
