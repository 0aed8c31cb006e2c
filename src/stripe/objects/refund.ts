import * as z from 'zod'
import { currency, instant, minor, orNull, reference, text } from './fields.ts'

/** What was given back of a charge, or is on its way back; `failure` says why it did not arrive. */
export type Refund = Readonly<{
  id: string
  state: 'succeeded' | 'pending' | 'failed' | 'canceled'
  failure: string | null
  amount_minor: bigint
  currency: string
  made_at: Date
  /** What it did to the balance, as far as it is known: given back, and returned by a failure. */
  transactions: readonly string[]
}>

const shape = z.object({
  id: text,
  status: orNull(text),
  failure_reason: orNull(text),
  amount: minor,
  currency,
  created: instant,
  balance_transaction: orNull(reference),
  failure_balance_transaction: orNull(reference),
})

/** A refund as it stands in its charge. */
export const refund = shape.transform((raw): Refund => {
  const { id, amount, created, balance_transaction, failure_balance_transaction } = raw
  return {
    id,
    state: stateOf(raw.status),
    failure: raw.failure_reason,
    amount_minor: amount,
    currency: raw.currency,
    made_at: created,
    transactions: [balance_transaction, failure_balance_transaction].filter((txn) => txn !== null),
  }
})

/** The oldest have no status and were all made at once; a status newer than we know is on its way. */
function stateOf(status: string | null): Refund['state'] {
  if (status === null) return 'succeeded'
  return status === 'succeeded' || status === 'failed' || status === 'canceled' ? status : 'pending'
}
