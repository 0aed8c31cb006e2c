import * as z from 'zod'
import { snapshotIn } from './event.ts'
import { instant, minor, orNull, reference, text } from './fields.ts'

/**
 * `none`: an inquiry or a prevented dispute, which moves no money. `due_at`: answer until then.
 * `opened_at`: when the money went, else when the dispute was made. `closed_at`: when it came back;
 * null unless it was won, as of a lost one only the event `charge.dispute.closed` tells the day.
 */
export type Dispute = Readonly<{
  id: string
  charge: string
  payment_intent: string | null
  state: 'none' | 'open' | 'won' | 'lost'
  reason: string | null
  due_at: Date | null
  opened_at: Date | null
  closed_at: Date | null
}>

const shape = z.object({
  object: z.literal('dispute'),
  id: text,
  charge: reference,
  payment_intent: orNull(reference),
  status: text,
  reason: orNull(text),
  evidence_details: orNull(z.object({ due_by: orNull(instant) })),
  created: orNull(instant),
  balance_transactions: orNull(z.array(z.object({ amount: minor, created: instant }))),
})
type Raw = z.output<typeof shape>

/** Throws a ZodError when it is no dispute. */
export function parseDispute(value: unknown): Dispute {
  const raw = shape.parse(value)
  const { id, charge, payment_intent, status, reason, evidence_details } = raw
  const due_at = awaitsAnswer(status) ? (evidence_details?.due_by ?? null) : null
  const state = stateOf(status)
  return { id, charge, payment_intent, state, reason, due_at, ...daysOf(raw, state) }
}

/** Which charge an event says is disputed no more, and when it was made; null of any other event. */
export function disputeEndIn(event: { type: string; payload: string | null; created: Date }) {
  if (event.type !== 'charge.dispute.closed' || event.payload === null) return null
  const closed = z.object({ charge: reference }).safeParse(snapshotIn(event.payload))
  return closed.success ? { charge: closed.data.charge, at: event.created } : null
}

function daysOf({ created, balance_transactions: moves }: Raw, state: Dispute['state']) {
  const dayWhere = (isMeant: (amount_minor: bigint) => boolean) =>
    moves?.find(({ amount }) => isMeant(amount))?.created ?? null
  return {
    opened_at: state === 'none' ? null : (dayWhere((amount) => amount < 0n) ?? created),
    closed_at: state === 'won' ? dayWhere((amount) => amount > 0n) : null,
  }
}

/** A status newer than we know is an open question, and shown as one. */
function stateOf(status: string): Dispute['state'] {
  if (status === 'won' || status === 'lost') return status
  return status === 'prevented' || status.startsWith('warning_') ? 'none' : 'open'
}

function awaitsAnswer(status: string): boolean {
  return status.endsWith('needs_response')
}
