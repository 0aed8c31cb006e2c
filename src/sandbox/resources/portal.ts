import * as z from 'zod'
import { portalConfigurationObject } from '../objects/portal-configuration.ts'
import { type PortalSession, portalSessionObject } from '../objects/portal-session.ts'
import type { Unit } from '../unit.ts'
import { parameterMissing } from '../wire/error.ts'
import { liveCustomer } from './customers.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'

const named = z.looseObject({ subscription: z.string() }).optional()
const flowData = z.looseObject({
  type: z.string(),
  after_completion: z
    .looseObject({
      type: z.string(),
      redirect: z.looseObject({ return_url: z.string() }).optional(),
      hosted_confirmation: z.looseObject({ custom_message: z.string().optional() }).optional(),
    })
    .default({ type: 'portal_homepage' }),
  subscription_cancel: named,
  subscription_pause: named,
  subscription_update: named,
})
type FlowData = z.infer<typeof flowData>
const configurationParams = z.looseObject({
  active: z.boolean().optional(),
  business_profile: z.looseObject({ headline: z.string().optional() }).optional(),
  default_return_url: z.string().optional(),
  features: z.record(z.string(), z.unknown()).optional(),
  metadata: metadataParam,
  name: z.string().optional(),
})

const params = z.looseObject({
  configuration: z.string().optional(),
  customer: z.string(),
  return_url: z.string().optional(),
  flow_data: flowData.optional(),
})

/** Where a customer looks after their own subscriptions, and what they may do there. */
export const portal: Operations = {
  'POST /v1/billing_portal/configurations': async ({ unit, params: given }) => {
    const asked = configurationParams.parse(given)
    const [known] = await unit.list('billing_portal.configuration', { limit: 1 })
    return unit.put<'billing_portal.configuration'>(
      portalConfigurationObject({
        ...{ id: unit.id('bpc'), created: unit.now, is_default: known === undefined },
        name: asked.name ?? null,
        default_return_url: asked.default_return_url ?? null,
        headline: asked.business_profile?.headline ?? null,
        features: asked.features ?? {},
        metadata: mergedMetadata({}, asked.metadata),
      }),
    )
  },
  'GET /v1/billing_portal/configurations': list('billing_portal.configuration', [
    'active',
    'is_default',
  ]),
  'GET /v1/billing_portal/configurations/:id': retrieve('billing_portal.configuration'),
  'POST /v1/billing_portal/configurations/:id': async ({ unit, id, params: given }) => {
    const configuration = await unit.need('billing_portal.configuration', id)
    const { features, metadata, active, default_return_url, name } =
      configurationParams.parse(given)
    return unit.put<'billing_portal.configuration'>({
      ...configuration,
      ...(active !== undefined && { active }),
      ...(default_return_url !== undefined && { default_return_url }),
      ...(name !== undefined && { name }),
      features: { ...configuration.features, ...features },
      metadata: mergedMetadata(configuration.metadata ?? {}, metadata),
      updated: unit.now,
    })
  },
  'POST /v1/billing_portal/sessions': async ({ unit, params: given }) => {
    const { customer, return_url = null, flow_data, configuration } = params.parse(given)
    await liveCustomer(unit, customer, 'customer')
    if (flow_data) await checkFlow(unit, flow_data)
    const id = unit.id('bps')
    const session = unit.put<'billing_portal.session'>(
      portalSessionObject({
        ...{ id, created: unit.now, customer, return_url },
        url: `${unit.origin}/p/session/${id}`,
        configuration: configuration ?? 'bpc_default',
        flow: flow_data ? flowOf(flow_data) : null,
      }),
    )
    await unit.emit('billing_portal.session.created', session)
    return session
  },
}

/** A deep link to one subscription names it, and where it leads when it is done. */
async function checkFlow(unit: Unit, flow: FlowData): Promise<void> {
  const { type, after_completion } = flow
  if (after_completion.type === 'redirect' && !after_completion.redirect) {
    throw parameterMissing('flow_data[after_completion][redirect]')
  }
  const needed = subscriptionFlows.find((one) => one === type)
  if (needed === undefined) return
  const at = `flow_data[${needed}]`
  const subscription = flow[needed]?.subscription
  if (subscription === undefined) throw parameterMissing(at)
  await unit.need('subscription', subscription, `${at}[subscription]`)
}
const subscriptionFlows = [
  'subscription_cancel',
  'subscription_pause',
  'subscription_update',
] as const

function flowOf(flow: FlowData): PortalSession['flow'] {
  const { type, after_completion, subscription_cancel } = flow
  const { redirect = null, hosted_confirmation } = after_completion
  const custom_message = hosted_confirmation?.custom_message ?? null
  return {
    after_completion: {
      type: after_completion.type,
      redirect,
      hosted_confirmation: hosted_confirmation ? { custom_message } : null,
    },
    customer_update: null,
    subscription_cancel: subscription_cancel
      ? { subscription: subscription_cancel.subscription, retention: null }
      : null,
    subscription_pause: flow.subscription_pause ?? null,
    subscription_update: flow.subscription_update ?? null,
    subscription_update_confirm: null,
    type,
  }
}
