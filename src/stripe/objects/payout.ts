import * as z from 'zod'
import { currency, instant, minor, orNull, reference, text } from './fields.ts'

/** Money to the bank. Only of an automatic one does Stripe say which transactions it took. */
export type Payout = Readonly<{
  id: string
  amount_minor: bigint
  currency: string
  status: string
  automatic: boolean
  /** The day on which the bank has it: Stripe's, which has no zone. */
  arrival: string
  created: Date
  /** `completed` once Stripe has said which transactions it took. */
  reconciliation_status: string
  trace_id: string | null
  failure: string | null
  balance_transaction: string | null
  failure_balance_transaction: string | null
}>

const shape = z.object({
  object: z.literal('payout'),
  id: text,
  amount: minor,
  currency: currency,
  status: text,
  automatic: z.boolean(),
  arrival_date: instant,
  created: instant,
  reconciliation_status: orNull(text),
  trace_id: orNull(z.object({ value: orNull(text) })),
  failure_code: orNull(text),
  balance_transaction: orNull(reference),
  failure_balance_transaction: orNull(reference),
})

/** Throws a ZodError when it is no payout. */
export function parsePayout(value: unknown): Payout {
  const raw = shape.parse(value)
  return {
    id: raw.id,
    amount_minor: raw.amount,
    currency: raw.currency,
    status: raw.status,
    automatic: raw.automatic,
    arrival: raw.arrival_date.toISOString().slice(0, 10), // midnight UTC of the day
    created: raw.created,
    reconciliation_status: raw.reconciliation_status ?? 'unknown',
    trace_id: raw.trace_id?.value ?? null,
    failure: raw.failure_code,
    balance_transaction: raw.balance_transaction,
    failure_balance_transaction: raw.failure_balance_transaction,
  }
}
