import * as z from 'zod'

const snapshot = z.looseObject({
  id: z.string(),
  created: z.number(),
  livemode: z.boolean(),
  type: z.string(),
  data: z.looseObject({
    object: z.looseObject({ id: z.string().optional(), object: z.string() }),
  }),
  request: z.object({ id: z.string().nullable(), idempotency_key: z.string().nullable() }),
})

/** What a thin destination is told of an event: what happened to which object, and not its state. */
export function thinShape(event: unknown) {
  const { id, created, livemode, type, data, request } = snapshot.parse(event)
  return {
    id,
    object: 'v2.core.event',
    created: new Date(created * 1000).toISOString(),
    livemode,
    reason: request.id === null ? null : { type: 'request', request },
    related_object: relatedTo(data.object),
    type: `v1.${type}`,
  }
}

/** `invoice.upcoming` has an object without an id, and so nothing to fetch. */
function relatedTo({ id, object }: { id?: string | undefined; object: string }) {
  if (id === undefined) return null
  return { id, type: object, url: `/v1/${object.replace('.', '/')}s/${id}` }
}
