import * as z from 'zod'
import { currency, minor, orNull } from './fields.ts'

/** What lies in one balance of the account, in minor units; `type` as its transactions name it. */
export type Holding = Readonly<{ type: string; currency: string; amount_minor: bigint }>

const shares = z.array(z.object({ amount: minor, currency }))
const shape = z.object({
  object: z.literal('balance'),
  available: shares,
  pending: shares,
  issuing: orNull(z.object({ available: shares })),
  refund_and_dispute_prefunding: orNull(z.object({ available: shares, pending: shares })),
})

/**
 * What Stripe holds for the account, available and pending together, by balance and currency. The
 * balance `risk_reserved` is in no answer of Stripe's.
 */
export function parseBalance(value: unknown): Holding[] {
  const {
    available,
    pending,
    issuing,
    refund_and_dispute_prefunding: prefunding,
  } = shape.parse(value)
  return [
    ...added('payments', [...available, ...pending]),
    ...added('issuing', issuing?.available ?? []),
    ...added('refund_and_dispute_prefunding', [
      ...(prefunding?.available ?? []),
      ...(prefunding?.pending ?? []),
    ]),
  ]
}

function added(type: string, parts: z.output<typeof shares>): Holding[] {
  const sums = new Map<string, bigint>()
  for (const { amount, currency: code } of parts) sums.set(code, (sums.get(code) ?? 0n) + amount)
  return [...sums].map(([code, amount_minor]) => ({ type, currency: code, amount_minor }))
}
