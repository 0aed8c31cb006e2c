import * as z from 'zod'
import { wireForm } from '../objects/objects.ts'
import type { Unit } from '../unit.ts'
import { pageOf, pageQuery } from '../wire/page.ts'
import { type Call, list, type Operations } from './operation.ts'

const all = list('event', ['type'], ({ types }) =>
  Array.isArray(types) ? { some: types.map((type) => `type:${type}`) } : {},
)

export const events: Operations = {
  'GET /v1/events': async (call) => {
    const isByDelivery = call.params.delivery_success !== undefined
    const page = await (isByDelivery ? byDelivery(call) : all(call))
    return { ...page, data: await withWaits(call.unit, eventsIn(page)) }
  },
  'GET /v1/events/:id': async ({ unit, id }) => {
    const [event = {}] = await withWaits(unit, [await unit.need('event', id)])
    return event
  },
}

/** `pending_webhooks` is how many endpoints have still to take an event, as of now. */
async function withWaits(unit: Unit, events: readonly { id: string }[]): Promise<object[]> {
  const awaited = await unit.awaited(events.map(({ id }) => id))
  return events.map((event) => ({ ...event, pending_webhooks: awaited.get(event.id) ?? 0 }))
}

const page = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) })

function eventsIn(listed: object): { id: string }[] {
  return page.parse(listed).data
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
