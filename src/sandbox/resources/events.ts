import { wireForm } from '../objects/objects.ts'
import { pageOf, pageQuery } from '../wire/page.ts'
import { type Call, list, type Operations, retrieve } from './operation.ts'

const all = list('event', ['type'], ({ types }) =>
  Array.isArray(types) ? { some: types.map((type) => `type:${type}`) } : {},
)

export const events: Operations = {
  'GET /v1/events': (call) => {
    return call.params.delivery_success === undefined ? all(call) : byDelivery(call)
  },
  'GET /v1/events/:id': retrieve('event'),
}

/** `delivery_success=false`: what an endpoint has refused and not taken since; true: the others. */
async function byDelivery({ unit, url, params }: Call) {
  const refused = new Set(await unit.undelivered())
  const { type, types } = params
  const isAsked = (of: string) =>
    (type === undefined || type === of) && (!Array.isArray(types) || types.includes(of))
  const found = (await unit.list('event')).filter(
    (event) => refused.has(event.id) !== params.delivery_success && isAsked(event.type),
  )
  return pageOf(
    url,
    found.map((event) => ({ ...wireForm(event), id: event.id })),
    pageQuery(params),
  )
}
