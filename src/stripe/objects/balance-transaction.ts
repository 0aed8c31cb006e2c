import * as z from 'zod'
import { currency, instant, minor, orNull, reference, refusedFields, text } from './fields.ts'

/** One movement of the balance; the ids say what it belongs to. */
export type BalanceTransaction = Readonly<{
  id: string
  amount_minor: bigint
  fee_minor: bigint
  net_minor: bigint
  currency: string
  exchange_rate: string | null
  type: string
  reporting_category: string
  created: Date
  charge: string | null
  payment_intent: string | null
  refund: string | null
  dispute: string | null
  payout: string | null
  /** Which of the account's balances it moved. */
  balance_type: string
}>

const source = z.union([
  text.transform((id) => ({ id, object: objectOf(id), charge: null, payment_intent: null })),
  z.object({
    id: text,
    object: text,
    charge: orNull(reference),
    payment_intent: orNull(reference),
  }),
])
type Source = z.output<typeof source>

const shape = z
  .object({
    object: z.literal('balance_transaction'),
    id: text,
    amount: minor,
    fee: minor,
    fee_details: orNull(z.array(z.object({ amount: minor }))),
    net: minor,
    currency: currency,
    exchange_rate: orNull(z.number().transform(String)),
    type: text,
    reporting_category: text,
    created: instant,
    source: orNull(source),
    balance_type: orNull(text),
  })
  .refine(({ amount, fee, net }) => net === amount - fee, { path: ['net'] })
  .refine(({ fee, fee_details }) => fee_details === null || fee === sumOf(fee_details), {
    path: ['fee_details'],
  })

/** Throws a ZodError when it is none or its own sums do not hold. Expects `source` expanded. */
export function parseBalanceTransaction(value: unknown): BalanceTransaction {
  const raw = shape.parse(value)
  return {
    id: raw.id,
    amount_minor: raw.amount,
    fee_minor: raw.fee,
    net_minor: raw.net,
    currency: raw.currency,
    exchange_rate: raw.exchange_rate,
    type: raw.type,
    reporting_category: raw.reporting_category,
    created: raw.created,
    balance_type: raw.balance_type ?? 'payments',
    ...partsOf(raw.source),
  }
}

/** One that cannot be booked; `created` as far as it can be made out. */
export type UnreadableTransaction = Readonly<{ id: string; created: Date | null; reason: string }>

/**
 * A listed transaction, or why it cannot be booked: it breaks the rule of its own numbers (`net`,
 * `fee_details`) or has a shape that we do not know. Throws where it has not even an id.
 */
export function readBalanceTransaction(
  value: unknown,
): Readonly<{ readable: BalanceTransaction } | { unreadable: UnreadableTransaction }> {
  try {
    return { readable: parseBalanceTransaction(value) }
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    const { id, created } = traces.parse(value)
    return { unreadable: { id, created, reason: refusedFields(error) } }
  }
}

const traces = z.object({ id: text, created: orNull(instant).catch(null) })

function sumOf(details: readonly { amount: bigint }[]): bigint {
  return details.reduce((sum, { amount }) => sum + amount, 0n)
}

function partsOf(from: Source | null) {
  const id = (object: string) => (from?.object === object ? from.id : null)
  return {
    charge: id('charge') ?? from?.charge ?? null,
    payment_intent: from?.payment_intent ?? null,
    refund: id('refund'),
    dispute: id('dispute'),
    payout: id('payout'),
  }
}

/** What an id alone tells, where the source came unexpanded. */
function objectOf(id: string): string {
  const prefixes = { ch: 'charge', py: 'charge', re: 'refund', pyr: 'refund', po: 'payout' }
  const disputes = { dp: 'dispute', du: 'dispute', pdp: 'dispute' }
  const prefix = id.slice(0, id.indexOf('_'))
  return Object.entries({ ...prefixes, ...disputes }).find(([start]) => start === prefix)?.[1] ?? ''
}
