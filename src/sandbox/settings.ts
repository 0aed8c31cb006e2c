import * as z from 'zod'

const settings = z.strictObject({
  /** Hours until a report knows what has happened; Stripe needs 12 to 36. */
  reportDelayHours: z.number().min(0).max(72),
  /** How far a day's exchange rate may lie from the table, either way; by seed and day. */
  fxDriftPercent: z.number().min(0).max(20),
  /** Whether the fee of a dispute comes back when it is won. */
  disputeFeeReturned: z.boolean(),
  /** What answering a dispute costs, euro cents; it comes back when the dispute is won. */
  disputeCounterFeeCents: z.int().min(0),
  /** What Stripe takes on the first of each month for its other products, euro cents. */
  monthlyFeeCents: z.int().min(0),
})

/**
 * How an account behaves where Stripe lets its owner choose, or where the sandbox stands in for the
 * world: `GET` and `POST /_sandbox/settings`.
 */
export type Settings = z.infer<typeof settings>

/** A POST: what it does not name stays as it was. */
export const settingsPatch = settings.partial()

const standard: Settings = {
  reportDelayHours: 0,
  fxDriftPercent: 0,
  disputeFeeReturned: false,
  disputeCounterFeeCents: 0,
  monthlyFeeCents: 0,
}

/** An account's settings, from what of them was ever set. */
export function settingsOf(set: Readonly<Record<string, unknown>>): Settings {
  const known = Object.entries(settingsPatch.parse(set)).filter(([, value]) => value !== undefined)
  return { ...standard, ...Object.fromEntries(known) }
}
