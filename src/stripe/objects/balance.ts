import * as z from 'zod'
import { currency, minor } from './fields.ts'

const share = z.object({ amount: minor, currency })
const shape = z.object({
  object: z.literal('balance'),
  available: z.array(share),
  pending: z.array(share),
})

/** What Stripe holds for the account, available and pending together, by currency. */
export function parseBalance(value: unknown): ReadonlyMap<string, bigint> {
  const { available, pending } = shape.parse(value)
  const held = new Map<string, bigint>()
  for (const { amount, currency: code } of [...available, ...pending]) {
    held.set(code, (held.get(code) ?? 0n) + amount)
  }
  return held
}
