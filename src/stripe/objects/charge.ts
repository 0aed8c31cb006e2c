import * as z from 'zod'
import { currency, instant, type Labels, labels, minor, orNull, reference, text } from './fields.ts'

/** One attempt to take money. `amount_minor` is the captured part; `failure` is the bank's code. */
export type Charge = Readonly<{
  id: string
  payment_intent: string | null
  /** Only events and answers of versions before 2025-03-31 name it. */
  invoice: string | null
  customer: string | null
  email: string | null
  name: string | null
  country: string | null
  state: 'succeeded' | 'pending' | 'failed'
  failure: string | null
  amount_minor: bigint
  refunded_minor: bigint
  currency: string
  made_at: Date
  /** What it did to the balance, as far as it is known: taken, and given back by a late failure. */
  transactions: readonly string[]
  labels: Labels
}>

const country = orNull(z.object({ country: orNull(text) }))
const shape = z.object({
  object: z.literal('charge'),
  id: text,
  payment_intent: orNull(reference),
  invoice: orNull(reference),
  customer: orNull(reference),
  status: text,
  captured: orNull(z.boolean()),
  amount: minor,
  amount_captured: orNull(minor),
  amount_refunded: orNull(minor),
  currency: currency,
  created: instant,
  balance_transaction: orNull(reference),
  failure_balance_transaction: orNull(reference),
  failure_code: orNull(text),
  outcome: orNull(z.object({ reason: orNull(text) })),
  receipt_email: orNull(text),
  billing_details: orNull(z.object({ email: orNull(text), name: orNull(text), address: country })),
  payment_method_details: orNull(z.object({ card: country, sepa_debit: country })),
  metadata: labels,
})
type Raw = z.output<typeof shape>

/** Throws a ZodError when it is no charge. */
export function parseCharge(value: unknown): Charge {
  const raw = shape.parse(value)
  const state = stateOf(raw)
  const transactions = [raw.balance_transaction, raw.failure_balance_transaction]
  return {
    id: raw.id,
    payment_intent: raw.payment_intent,
    invoice: raw.invoice,
    customer: raw.customer,
    email: raw.billing_details?.email ?? raw.receipt_email,
    name: raw.billing_details?.name ?? null,
    country: countryOf(raw),
    state,
    failure: state === 'failed' ? (raw.outcome?.reason ?? raw.failure_code) : null,
    amount_minor: state === 'succeeded' ? (raw.amount_captured ?? raw.amount) : raw.amount,
    refunded_minor: raw.amount_refunded ?? 0n,
    currency: raw.currency,
    made_at: raw.created,
    transactions: transactions.filter((id) => id !== null),
    labels: raw.metadata,
  }
}

/** Money that is only reserved (not captured) and a status newer than we know count as under way. */
function stateOf({ status, captured }: Raw): Charge['state'] {
  if (status === 'failed') return 'failed'
  return status === 'succeeded' && captured !== false ? 'succeeded' : 'pending'
}

/** Where the payer says they live, else where their card or account is from. */
function countryOf({ billing_details, payment_method_details: method }: Raw): string | null {
  const said = billing_details?.address?.country
  return said || (method?.card?.country ?? method?.sepa_debit?.country ?? null)
}
