import type Stripe from 'stripe'
import { pagesOf } from '../sync/pages.ts'
import { kept, type Step } from './step.ts'

const mark = { mainstay: 'portal' }

/**
 * What members may do at Stripe: their card, their bills, their name and address, leaving at the end
 * of what is paid. Not another amount: the portal cannot change what was bought by a price of its own,
 * as every amount of ours is (domain/stripe.md 7).
 */
const features = {
  customer_update: { enabled: true, allowed_updates: ['address', 'email', 'name'] },
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  subscription_cancel: {
    ...{ enabled: true, mode: 'at_period_end', proration_behavior: 'none' },
    cancellation_reason: {
      enabled: true,
      options: ['too_expensive', 'unused', 'low_quality', 'missing_features', 'other'],
    },
  },
  subscription_update: { enabled: false },
} satisfies Stripe.BillingPortal.ConfigurationCreateParams['features']

/** The configuration of ours, told from others by its metadata. */
export async function keepPortal(
  { billingPortal }: Stripe,
  { baseUrl }: Readonly<{ baseUrl: string }>,
): Promise<Step> {
  const wanted = {
    name: 'Mainstay',
    default_return_url: `${baseUrl}/support`,
    features,
    metadata: mark,
  }
  const { configurations } = billingPortal
  const known = await portalOf({ billingPortal })
  return kept({
    ...{ object: 'portal_configuration' as const, known, wanted: { ...wanted, active: true } },
    create: () => configurations.create(wanted),
    update: ({ id }) => configurations.update(id, { ...wanted, active: true }),
  })
}

/** Ours among the account's configurations; null before `setup` has made it. */
export async function portalOf({
  billingPortal: { configurations },
}: Pick<Stripe, 'billingPortal'>): Promise<Stripe.BillingPortal.Configuration | null> {
  let known: Stripe.BillingPortal.Configuration | null = null
  const list = (cursor: object) => configurations.list({ limit: 100, ...cursor })
  for await (const page of pagesOf(list)) known ??= page.find(isOurs) ?? null
  return known
}

function isOurs({ metadata }: Stripe.BillingPortal.Configuration): boolean {
  return metadata?.mainstay === mark.mainstay
}
