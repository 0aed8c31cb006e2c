import * as z from 'zod'

const settings = z.strictObject({
  /** Hours until a report knows what has happened; Stripe needs 12 to 36. */
  reportDelayHours: z.number().min(0).max(72),
  /** How far a day's exchange rate may lie from the table, either way; by seed and day. */
  fxDriftPercent: z.number().min(0).max(20),
  /** Currencies, beside the account's own, that money settles in without being exchanged. */
  alsoSettlesIn: z.array(z.string().length(3).toLowerCase()),
  /** What automatic payouts leave in the balance, minor units of each currency. */
  minimumBalance: z.int().min(0),
  /** Whether the fee of a dispute comes back when it is won. */
  disputeFeeReturned: z.boolean(),
  /** What answering a dispute costs, euro cents; it comes back when the dispute is won. */
  disputeCounterFeeCents: z.int().min(0),
  /** What Stripe takes on the first of each month for its other products, euro cents. */
  monthlyFeeCents: z.int().min(0),
  /** Days after each failure of a renewal until it is tried again. */
  retryDays: z.array(z.number().positive().max(60)).max(8),
  /** What becomes of the subscription when the last try has failed. */
  afterRetries: z.enum(['cancel', 'unpaid', 'pause', 'past_due']),
  /** What becomes of its invoice then. */
  unpaidInvoice: z.enum(['open', 'uncollectible']),
  /** How often a delivery is tried: as Stripe does it live (3 days) or in its sandboxes (3 times). */
  deliveryRetries: z.enum(['live', 'sandbox']),
  /** How long an endpoint may take to answer. */
  deliveryTimeoutSeconds: z.number().positive().max(60),
  /** Whether an endpoint is switched off once a delivery to it is given up. */
  disableFailingEndpoints: z.boolean(),
  /** Whether Checkout makes the subscription before its payment, as up to the version acacia. */
  legacyFirstPayment: z.boolean(),
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
  alsoSettlesIn: [],
  minimumBalance: 0,
  disputeFeeReturned: false,
  disputeCounterFeeCents: 0,
  monthlyFeeCents: 0,
  retryDays: [3, 5, 7],
  afterRetries: 'cancel',
  unpaidInvoice: 'open',
  deliveryRetries: 'live',
  deliveryTimeoutSeconds: 10,
  disableFailingEndpoints: false,
  legacyFirstPayment: false,
}

/** An account's settings, from what of them was ever set. */
export function settingsOf(set: Readonly<Record<string, unknown>>): Settings {
  const known = Object.entries(settingsPatch.parse(set)).filter(([, value]) => value !== undefined)
  return { ...standard, ...Object.fromEntries(known) }
}
