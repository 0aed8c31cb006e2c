import * as z from 'zod'
import type { PortalSession } from '../objects/portal-session.ts'
import type { Unit } from '../unit.ts'
import { parameterMissing } from '../wire/error.ts'

const named = z.looseObject({ subscription: z.string() }).optional()
const item = z.looseObject({
  id: z.string(),
  price: z.string().optional(),
  quantity: z.number().optional(),
})

export const flowData = z.looseObject({
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
  subscription_update_confirm: z
    .looseObject({ subscription: z.string(), items: z.array(item) })
    .optional(),
})
export type FlowData = z.infer<typeof flowData>

/**
 * A deep link to one subscription names it, and where it leads when it is done.
 * @throws StripeError 400 or 404 naming the param
 */
export async function checkFlow(unit: Unit, flow: FlowData): Promise<void> {
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
  for (const { price } of flow.subscription_update_confirm?.items ?? []) {
    if (price !== undefined) await unit.need('price', price, `${at}[items][0][price]`)
  }
}
const subscriptionFlows = [
  'subscription_cancel',
  'subscription_pause',
  'subscription_update',
  'subscription_update_confirm',
] as const

export function flowOf(flow: FlowData): PortalSession['flow'] {
  const { type, after_completion, subscription_cancel, subscription_update_confirm } = flow
  const { redirect = null, hosted_confirmation } = after_completion
  const custom_message = hosted_confirmation?.custom_message ?? null
  return {
    after_completion: {
      type: after_completion.type,
      redirect,
      hosted_confirmation: hosted_confirmation ? { custom_message } : null,
    },
    customer_update: type === 'customer_update' ? {} : null,
    subscription_cancel: subscription_cancel
      ? { subscription: subscription_cancel.subscription, retention: null }
      : null,
    subscription_pause: flow.subscription_pause ?? null,
    subscription_update: flow.subscription_update ?? null,
    subscription_update_confirm: subscription_update_confirm
      ? {
          subscription: subscription_update_confirm.subscription,
          discounts: null,
          items: subscription_update_confirm.items.map(({ id, price = null, quantity }) => {
            return { id, price, ...(quantity !== undefined && { quantity }) }
          }),
        }
      : null,
    type,
  }
}
