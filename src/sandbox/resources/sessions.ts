import * as z from 'zod'
import { openSession } from '../checkout/new-session.ts'
import { order } from '../checkout/order.ts'
import { expireSession } from '../flows/expiry.ts'
import { mark, wireForm } from '../objects/objects.ts'
import type { CheckoutSession } from '../objects/session.ts'
import { invalidRequest, unsupportedValue } from '../wire/error.ts'
import { pageOf, pageQuery } from '../wire/page.ts'
import {
  innerList,
  list,
  mergedMetadata,
  metadataParam,
  type Operations,
  retrieve,
} from './operation.ts'

const payer = z.looseObject({ email: z.string().optional() })

export const sessions: Operations = {
  'POST /v1/checkout/sessions': async ({ unit, params }) => {
    const { ui_mode = 'hosted_page' } = params
    if (ui_mode !== 'hosted_page') throw unsupportedValue('ui_mode', String(ui_mode))
    return openSession(unit, order.parse(params))
  },
  'GET /v1/checkout/sessions': list(
    'checkout.session',
    ['customer', 'payment_intent', 'subscription', 'status'],
    ({ customer_details }) => {
      const { email } = payer.parse(customer_details ?? {})
      return email === undefined ? {} : { all: [mark('email', email)] }
    },
  ),
  'GET /v1/checkout/sessions/:id': retrieve('checkout.session'),
  'GET /v1/checkout/sessions/:id/line_items': async ({ unit, id, url, params }) =>
    pageOf(url, (await unit.need('checkout.session', id))._order.items, pageQuery(params)),
  'POST /v1/checkout/sessions/:id': async ({ unit, id, params }) => {
    const session = await unit.need('checkout.session', id)
    const { metadata } = z.looseObject({ metadata: metadataParam }).parse(params)
    return unit.put<'checkout.session'>({
      ...session,
      metadata: mergedMetadata(session.metadata ?? {}, metadata),
    })
  },
  'POST /v1/checkout/sessions/:id/expire': async ({ unit, id }) => {
    const session = await unit.need('checkout.session', id)
    if (session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This one is ${session.status}.`,
      )
    }
    return expireSession(unit, session)
  },
}

/** What a session leaves out unless it is asked for. */
export function lineItemsOf(session: CheckoutSession) {
  const url = `/v1/checkout/sessions/${session.id}/line_items`
  return innerList(url, session._order.items.map(wireForm))
}
