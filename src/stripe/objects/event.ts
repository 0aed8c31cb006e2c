import * as z from 'zod'
import { cleanText, instant, orNull, text } from './fields.ts'

/**
 * What the inbox keeps beside the payload. `charge` is the charge that the object belongs to, or its
 * latest one where the object is a payment intent.
 */
export type StripeEvent = Readonly<{
  id: string
  type: string
  api_version: string | null
  livemode: boolean
  created: Date | null
  object: Readonly<{ type: string; id: string | null; charge: string | null }>
}>
export type Malformed = Readonly<{ malformed: string }>

const longestId = 255
const maybe = <Schema extends z.ZodType>(schema: Schema) => orNull(schema).catch(null)
const name = text.pipe(z.string().min(1).max(longestId))
const key = maybe(z.union([name, z.object({ id: name }).transform(({ id }) => id)]))

const shape = z.object({
  id: name,
  type: name,
  api_version: maybe(text),
  livemode: z.boolean().catch(false),
  created: maybe(instant),
  data: z.object({
    object: z.object({ object: maybe(text), id: maybe(name), charge: key, latest_charge: key }),
  }),
})

/** Strict in the four things that make an event, lenient in all else: Stripe's shapes grow. */
export function parseEvent(value: unknown): StripeEvent | Malformed {
  const result = shape.safeParse(value)
  if (!result.success) return { malformed: firstPath(result.error) }
  const { id, type, api_version, livemode, created, data } = result.data
  const { object, id: objectId, charge, latest_charge } = data.object
  return {
    ...{ id, type, api_version, livemode, created },
    object: { type: object ?? 'unknown', id: objectId, charge: charge ?? latest_charge },
  }
}

/** The object as the event carried it, or undefined when the payload is gone or was none. */
export function snapshotIn(payload: string | null): unknown {
  const shape = z.object({ data: z.object({ object: z.unknown() }) })
  const result = payload === null ? undefined : shape.safeParse(JSON.parse(payload))
  return result?.success ? result.data.data.object : undefined
}

function firstPath(error: z.ZodError): string {
  const path = error.issues[0]?.path.map(String).join('.')
  return cleanText(path || 'body')
}
