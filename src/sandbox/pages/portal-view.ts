import * as z from 'zod'
import { type PortalFeatures, portalFeatures } from '../objects/portal-features.ts'
import type { PortalSession } from '../objects/portal-session.ts'
import type { Client } from './client.ts'

const price = z.object({
  id: z.string(),
  unit_amount: z.number().nullable(),
  currency: z.string(),
  recurring: z.object({ interval: z.string(), interval_count: z.number() }).nullable(),
})
export type PortalPrice = z.infer<typeof price>
const prices = z.object({ data: z.array(price) })

const subscription = z.object({
  id: z.string(),
  customer: z.string(),
  status: z.string(),
  cancel_at_period_end: z.boolean(),
  cancel_at: z.number().nullable(),
  currency: z.string(),
  items: z.object({
    data: z.array(
      z.object({
        id: z.string(),
        current_period_end: z.number(),
        quantity: z.number().default(1),
        price,
      }),
    ),
  }),
})
export type PortalSubscription = z.infer<typeof subscription>
const subscriptions = z.object({ data: z.array(subscription) })

const invoices = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      created: z.number(),
      total: z.number(),
      currency: z.string(),
      status: z.string().nullable(),
      hosted_invoice_url: z.string().nullable(),
    }),
  ),
})
export type PortalInvoice = z.infer<typeof invoices>['data'][number]

const customer = z.object({
  email: z.string().nullable(),
  name: z.string().nullish(),
  address: z.object({ country: z.string().nullable() }).nullish(),
})
export type PortalCustomer = z.infer<typeof customer>

/** Everything that a page of the portal shows. */
export type PortalView = {
  session: PortalSession
  features: PortalFeatures
  subscriptions: PortalSubscription[]
  invoices: PortalInvoice[]
  customer: PortalCustomer
  /** What a subscription may be changed to. */
  offers: PortalPrice[]
}

export async function viewOf(client: Client, session: PortalSession): Promise<PortalView> {
  const of = `customer=${session.customer}&limit=20`
  const features = await featuresOf(client, session)
  return {
    session,
    features,
    subscriptions: (await client.get(`/v1/subscriptions?${of}`, subscriptions)).data,
    invoices: (await client.get(`/v1/invoices?${of}`, invoices)).data,
    customer: await client.get(`/v1/customers/${session.customer}`, customer),
    offers: features.subscription_update.enabled ? await offersOf(client, features) : [],
  }
}

export async function featuresOf(client: Client, session: PortalSession): Promise<PortalFeatures> {
  const path = `/v1/billing_portal/configurations/${String(session.configuration)}`
  return (await client.get(path, z.object({ features: portalFeatures }))).features
}

/** What the configuration names, else every recurring price of the catalogue. */
async function offersOf(client: Client, { subscription_update }: PortalFeatures) {
  const named = subscription_update.products.flatMap((product) => product.prices)
  if (named.length > 0) {
    return Promise.all(named.map((id) => client.get(`/v1/prices/${id}`, price)))
  }
  const { data } = await client.get('/v1/prices?active=true&type=recurring&limit=20', prices)
  return data.sort((a, b) => (a.unit_amount ?? 0) - (b.unit_amount ?? 0))
}

/** @throws Refusal when there is none */
export function subscriptionNamed(client: Client, id: string): Promise<PortalSubscription> {
  return client.get(`/v1/subscriptions/${id}`, subscription)
}
