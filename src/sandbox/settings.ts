import * as z from 'zod'

const settings = z.strictObject({
  reportDelayHours: z
    .number()
    .min(0)
    .max(72)
    .describe('Hours until a report knows what has happened; Stripe needs 12 to 36.'),
  fxDriftPercent: z
    .number()
    .min(0)
    .max(20)
    .describe('How far a day’s exchange rate may lie from the table, either way; by seed and day.'),
  alsoSettlesIn: z
    .array(z.string().length(3).toLowerCase())
    .describe(
      'Currencies, beside the account’s own, that money settles in without being exchanged.',
    ),
  minimumBalance: z
    .int()
    .min(0)
    .describe('What automatic payouts leave in the balance, minor units of each currency.'),
  disputeFeeReturned: z
    .boolean()
    .describe('Whether the fee of a dispute comes back when it is won.'),
  disputeCounterFeeCents: z
    .int()
    .min(0)
    .describe('What answering a dispute costs, euro cents; it comes back when the dispute is won.'),
  monthlyFeeCents: z
    .int()
    .min(0)
    .describe('What Stripe takes on the first of each month for its other products, euro cents.'),
  retryDays: z
    .array(z.number().positive().max(60))
    .max(8)
    .describe('Days after each failure of a renewal until it is tried again.'),
  afterRetries: z
    .enum(['cancel', 'unpaid', 'pause', 'past_due'])
    .describe('What becomes of the subscription when the last try has failed.'),
  unpaidInvoice: z.enum(['open', 'uncollectible']).describe('What becomes of its invoice then.'),
  deliveryRetries: z
    .enum(['live', 'sandbox'])
    .describe(
      'How often a delivery is tried: as Stripe does it live (3 days) or in its sandboxes (3 times).',
    ),
  deliveryTimeoutSeconds: z
    .number()
    .positive()
    .max(60)
    .describe('How long an endpoint may take to answer.'),
  disableFailingEndpoints: z
    .boolean()
    .describe('Whether an endpoint is switched off once a delivery to it is given up.'),
  legacyFirstPayment: z
    .boolean()
    .describe(
      'Whether Checkout makes the subscription before its payment, as up to the version acacia.',
    ),
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
