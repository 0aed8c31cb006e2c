import type Stripe from 'stripe'
import { oncePer } from '../../platform/gathered.ts'
import { refusalIn } from '../calls/refusal.ts'
import { portalOf } from '../setup/portal.ts'
import { patience } from './held.ts'

type Visit = Readonly<{
  customer: string
  /** Where Stripe leads back to, whether or not a card was given. */
  returnUrl: string
  language: 'en' | 'uk' | 'de'
}>
export type OpenedPage =
  | Readonly<{ kind: 'opened'; url: string }>
  | Readonly<{ kind: 'not_found' }>
  | Readonly<{ kind: 'away'; reason: string }>

type Client = Pick<Stripe, 'billingPortal'>

/** Opens Stripe's own page where a customer gives another card; nothing is charged by that. */
export async function openCardPage(stripe: Client, visit: Visit): Promise<OpenedPage> {
  try {
    const { url } = await stripe.billingPortal.sessions.create(
      await paramsOf(stripe, visit),
      patience,
    )
    return { kind: 'opened', url }
  } catch (error) {
    const { status, code, reason } = refusalIn(error)
    const isGone = status === 404 || code === 'resource_missing'
    return isGone ? { kind: 'not_found' } : { kind: 'away', reason }
  }
}

async function paramsOf(
  stripe: Client,
  { customer, returnUrl, language }: Visit,
): Promise<Stripe.BillingPortal.SessionCreateParams> {
  const configuration = await portalNamed(stripe)()
  return {
    customer,
    return_url: returnUrl,
    ...(configuration === null ? {} : { configuration }),
    // the portal does not speak Ukrainian; it then goes by the browser
    ...(language === 'uk' ? {} : { locale: language }),
    flow_data: {
      type: 'payment_method_update',
      after_completion: { type: 'redirect', redirect: { return_url: returnUrl } },
    },
  }
}

/** Our configuration is looked up once a process; an account without one has the account's default. */
const portalNamed = oncePer((stripe: Client) => {
  let known: Promise<string | null> | null = null
  return () => {
    known ??= portalOf(stripe).then((found) => found?.id ?? null)
    known.catch(() => {
      known = null
    })
    return known
  }
})
