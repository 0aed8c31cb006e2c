import * as z from 'zod'
import { cleanText, instant, orNull, text } from './fields.ts'

/**
 * What the inbox keeps beside the payload. `charge` is the charge that the object belongs to, or its
 * latest one where the object is a payment intent; `subscription` the one that an invoice bills.
 */
export type StripeEvent = Readonly<{
  id: string
  type: string
  api_version: string | null
  livemode: boolean
  created: Date | null
  object: Readonly<{
    type: string
    id: string | null
    charge: string | null
    subscription: string | null
  }>
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
    object: z.object({
      object: maybe(text),
      id: maybe(name),
      charge: key,
      latest_charge: key, // before 2022-11-15: `charges`, the latest first
      charges: maybe(z.object({ data: z.array(z.object({ id: name })) })),
      subscription: key, // since 2025-03-31: `parent`
      parent: maybe(z.object({ subscription_details: maybe(z.object({ subscription: key })) })),
    }),
  }),
})
type Carried = z.output<typeof shape>['data']['object']

/** Strict in the four things that make an event, lenient in all else: Stripe's shapes grow. */
export function parseEvent(value: unknown): StripeEvent | Malformed {
  const result = shape.safeParse(value)
  if (!result.success) return { malformed: firstPath(result.error) }
  const { id, type, api_version, livemode, created, data } = result.data
  return { id, type, api_version, livemode, created, object: carriedBy(data.object) }
}

function carriedBy({ object, id, charge, latest_charge, charges, ...rest }: Carried) {
  return {
    type: object ?? 'unknown',
    id,
    charge: charge ?? latest_charge ?? charges?.data[0]?.id ?? null,
    subscription: rest.subscription ?? rest.parent?.subscription_details?.subscription ?? null,
  }
}

/** The object as the event carried it, or undefined when the payload is gone or was none. */
export function snapshotIn(payload: string | null): unknown {
  return payload === null ? undefined : changeIn(payload)?.after
}

/**
 * The object as an event carried it and, where it says so, as it was before: what changed stands in
 * `previous_attributes`, lists whole, other objects by the fields that changed. Null for no event.
 */
export function changeIn(payload: string): Readonly<{ before: unknown; after: unknown }> | null {
  const result = carried.safeParse(JSON.parse(payload))
  if (!result.success) return null
  const { object, previous_attributes: previous } = result.data.data
  return { before: previous === undefined ? null : overlaid(object, previous), after: object }
}

const carried = z.object({
  data: z.object({ object: z.unknown(), previous_attributes: z.unknown().optional() }),
})

function overlaid(now: unknown, before: unknown): unknown {
  if (!isRecord(now) || !isRecord(before)) return before
  const changed = Object.entries(before).map(([name, was]) => [name, overlaid(now[name], was)])
  return { ...now, ...Object.fromEntries(changed) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function firstPath(error: z.ZodError): string {
  const path = error.issues[0]?.path.map(String).join('.')
  return cleanText(path || 'body')
}
