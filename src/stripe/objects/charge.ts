import * as z from 'zod'
import { currency, instant, type Labels, labels, minor, orNull, reference, text } from './fields.ts'
import { cardShape, expiryOf } from './payment-method.ts'
import { type Refund, refund } from './refund.ts'

/**
 * One attempt to take money. `amount_minor` is the captured part in the currency charged; `presented`
 * what the payer saw, where that was another; settled amounts are the balance transactions' alone.
 * `failure` is the bank's code.
 */
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
  /** Taken from a bank account, which takes days, rather than from a card. */
  debit: boolean
  /** It failed after it had succeeded: the bank took a debit back. */
  returned: boolean
  risk_level: string | null
  /** The same for each payment with one card, whoever pays with it. */
  card: string | null
  amount_minor: bigint
  currency: string
  presented: Readonly<{ amount_minor: bigint; currency: string }> | null
  refunded_minor: bigint
  refund_pending_minor: bigint
  /** All of them, or null where the object does not list them (all). */
  refunds: readonly Refund[] | null
  made_at: Date
  /** What it did to the balance, as far as it is known: taken, given back, lost by a late failure. */
  transactions: readonly string[]
  /** The card that it was taken from, as far as it is known to end. */
  paid_with: Readonly<{ method: string; last4: string; expires: string }> | null
  labels: Labels
}>

const country = orNull(z.object({ country: orNull(text) }))
const card = orNull(cardShape.extend({ country: orNull(text), fingerprint: orNull(text) }))
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
  presentment_details: orNull(
    z.object({ presentment_amount: minor, presentment_currency: currency }),
  ),
  refunds: orNull(z.object({ data: z.array(refund), has_more: orNull(z.boolean()) })),
  created: instant,
  balance_transaction: orNull(reference),
  failure_balance_transaction: orNull(reference),
  failure_code: orNull(text),
  outcome: orNull(z.object({ reason: orNull(text), risk_level: orNull(text) })),
  receipt_email: orNull(text),
  billing_details: orNull(z.object({ email: orNull(text), name: orNull(text), address: country })),
  payment_method: orNull(reference),
  payment_method_details: orNull(z.object({ card, sepa_debit: country })),
  metadata: labels,
})
type Raw = z.output<typeof shape>

/** Throws a ZodError when it is no charge. */
export function parseCharge(value: unknown): Charge {
  const raw = shape.parse(value)
  const state = stateOf(raw)
  const refunds = raw.refunds === null || raw.refunds.has_more ? null : raw.refunds.data
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
    debit: (raw.payment_method_details?.sepa_debit ?? null) !== null,
    returned: raw.failure_balance_transaction !== null,
    risk_level: raw.outcome?.risk_level ?? null,
    card: raw.payment_method_details?.card?.fingerprint ?? null,
    amount_minor: state === 'succeeded' ? (raw.amount_captured ?? raw.amount) : raw.amount,
    currency: raw.currency,
    presented: presentedOf(raw),
    refunded_minor: refunds === null ? (raw.amount_refunded ?? 0n) : sumOf(refunds, 'succeeded'),
    refund_pending_minor: sumOf(refunds ?? [], 'pending'),
    refunds,
    made_at: raw.created,
    transactions: transactionsOf(raw),
    paid_with: paidWith(raw),
    labels: raw.metadata,
  }
}

/**
 * Money that is only reserved (not captured) and a status newer than we know count as under way. What
 * the bank took back after all has failed, whatever the status still says.
 */
function stateOf({ status, captured, failure_balance_transaction }: Raw): Charge['state'] {
  if (status === 'failed' || failure_balance_transaction !== null) return 'failed'
  return status === 'succeeded' && captured !== false ? 'succeeded' : 'pending'
}

/** Where the payer says they live, else where their card or account is from. */
function countryOf({ billing_details, payment_method_details: method }: Raw): string | null {
  const said = billing_details?.address?.country
  return said || (method?.card?.country ?? method?.sepa_debit?.country ?? null)
}

function paidWith({
  payment_method: method,
  payment_method_details: details,
}: Raw): Charge['paid_with'] {
  const { last4 = null } = details?.card ?? {}
  const expires = details?.card ? expiryOf(details.card) : null
  return method === null || last4 === null || expires === null ? null : { method, last4, expires }
}

function presentedOf({ presentment_details: shown, currency: charged }: Raw): Charge['presented'] {
  if (shown === null || shown.presentment_currency === charged) return null
  return { amount_minor: shown.presentment_amount, currency: shown.presentment_currency }
}

function sumOf(refunds: readonly Refund[], state: Refund['state']): bigint {
  return refunds
    .filter((each) => each.state === state)
    .reduce((sum, { amount_minor }) => sum + amount_minor, 0n)
}

function transactionsOf({ balance_transaction, failure_balance_transaction, refunds }: Raw) {
  const own = [balance_transaction, failure_balance_transaction].filter((id) => id !== null)
  return [...own, ...(refunds?.data ?? []).flatMap(({ transactions }) => transactions)]
}
