import * as z from 'zod'
import {
  type PortalConfiguration,
  portalConfigurationObject,
} from '../objects/portal-configuration.ts'
import { featureOf, portalFeatures, usualFeatures } from '../objects/portal-features.ts'
import { portalSessionObject } from '../objects/portal-session.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { liveCustomer } from './customers.ts'
import { list, mergedMetadata, metadataParam, type Operations, retrieve } from './operation.ts'
import { checkFlow, flowData, flowOf } from './portal-flow.ts'

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
    const made = unit.put<'billing_portal.configuration'>(
      portalConfigurationObject({
        ...{ id: unit.id('bpc'), created: unit.now, is_default: known === undefined },
        name: asked.name ?? null,
        default_return_url: asked.default_return_url ?? null,
        headline: asked.business_profile?.headline ?? null,
        features: asked.features ?? {},
        metadata: mergedMetadata({}, asked.metadata),
      }),
    )
    await unit.emit('billing_portal.configuration.created', made)
    return made
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
    const changed = unit.put<'billing_portal.configuration'>({
      ...configuration,
      ...(active !== undefined && { active }),
      ...(default_return_url !== undefined && { default_return_url }),
      ...(name !== undefined && { name }),
      features: { ...configuration.features, ...features },
      metadata: mergedMetadata(configuration.metadata ?? {}, metadata),
      updated: unit.now,
    })
    await unit.emit('billing_portal.configuration.updated', changed)
    return changed
  },
  'POST /v1/billing_portal/sessions': async ({ unit, params: given }) => {
    const { customer, return_url, flow_data, configuration } = params.parse(given)
    await liveCustomer(unit, customer, 'customer')
    const rules = await configurationNamed(unit, configuration)
    if (flow_data) await checkFlow(unit, flow_data)
    if (flow_data) refuseDisabled(rules, flow_data.type)
    const id = unit.id('bps')
    const session = unit.put<'billing_portal.session'>(
      portalSessionObject({
        ...{ id, created: unit.now, customer, configuration: rules.id },
        return_url: return_url ?? rules.default_return_url,
        url: `${unit.origin}/p/session/${id}`,
        flow: flow_data ? flowOf(flow_data) : null,
      }),
    )
    await unit.emit('billing_portal.session.created', session)
    return session
  },
}

/** The one that is named, else the account's default, which is made at its first use. */
async function configurationNamed(unit: Unit, id: string | undefined) {
  if (id !== undefined) return unit.need('billing_portal.configuration', id, 'configuration')
  const all = ['is_default:true']
  const [known] = await unit.list('billing_portal.configuration', { all, limit: 1 })
  if (known) return known
  return unit.put<'billing_portal.configuration'>(
    portalConfigurationObject({
      ...{ id: unit.id('bpc'), created: unit.now, is_default: true, name: null },
      ...{ default_return_url: null, headline: null, features: usualFeatures, metadata: {} },
    }),
  )
}

function refuseDisabled({ features }: PortalConfiguration, flow: string): void {
  const feature = featureOf(flow)
  if (feature === undefined || portalFeatures.parse(features)[feature].enabled) return
  const message = `The portal's configuration has disabled ${feature}, which this flow needs.`
  throw invalidRequest(message, { param: 'flow_data[type]' })
}
