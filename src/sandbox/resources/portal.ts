import * as z from 'zod'
import { type PortalSession, portalSessionObject } from '../objects/portal-session.ts'
import type { Unit } from '../unit.ts'
import { parameterMissing } from '../wire/error.ts'
import { liveCustomer } from './customers.ts'
import type { Operations } from './operation.ts'

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
const params = z.looseObject({
  customer: z.string(),
  return_url: z.string().optional(),
  flow_data: flowData.optional(),
})

/** Where a customer looks after their own subscriptions. */
export const portal: Operations = {
  'POST /v1/billing_portal/sessions': async ({ unit, params: given }) => {
    const { customer, return_url = null, flow_data } = params.parse(given)
    await liveCustomer(unit, customer, 'customer')
    if (flow_data) await checkFlow(unit, flow_data)
    const id = unit.id('bps')
    const session = unit.put<'billing_portal.session'>(
      portalSessionObject({
        ...{ id, created: unit.now, customer, return_url },
        url: `${unit.origin}/p/session/${id}`,
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
