import * as z from 'zod'
import { type PortalSession, portalSessionObject } from '../objects/portal-session.ts'
import { liveCustomer } from './customers.ts'
import type { Operations } from './operation.ts'

const params = z.looseObject({
  customer: z.string(),
  return_url: z.string().optional(),
  flow_data: z.looseObject({ type: z.string() }).optional(),
})

/** Where a customer looks after their own subscriptions. */
export const portal: Operations = {
  'POST /v1/billing_portal/sessions': async ({ unit, params: given }) => {
    const { customer, return_url = null, flow_data } = params.parse(given)
    await liveCustomer(unit, customer, 'customer')
    const id = unit.id('bps')
    const session = unit.put<'billing_portal.session'>(
      portalSessionObject({
        ...{ id, created: unit.now, customer, return_url },
        url: `${unit.origin}/p/session/${id}`,
        flow: flow_data ? flowOf(flow_data.type) : null,
      }),
    )
    await unit.emit('billing_portal.session.created', session)
    return session
  },
}

function flowOf(type: string): PortalSession['flow'] {
  return {
    after_completion: { hosted_confirmation: null, redirect: null, type: 'portal_homepage' },
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  }
}
