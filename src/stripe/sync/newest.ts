import type { Lease, WaitingEvent } from '../inbox/lease.ts'
import { asked } from '../inbox/stored-event.ts'
import type { ObjectType } from '../inbox/subject.ts'
import { snapshotIn } from '../objects/event.ts'

/** Stripe's `created` counts whole seconds, and news of one second come in any order. */
const margin_ms = 2000

/** Where the newest state of an object is to be had. */
export type Newest =
  | { kind: 'known' }
  | { kind: 'snapshot'; object: unknown; at: Date }
  | { kind: 'fetch' }

/**
 * The snapshot of the latest event, where it is provably the newest: every other event and every
 * earlier knowledge of the object is older by more than two seconds. Nothing, when all events are
 * that much older than one already answered. Anything else is fetched, and so is what was asked for
 * by ourselves or failed before: the snapshot itself may be what cannot be read.
 */
export function newestOf(
  { subject, events, known_at, answered_at, attempts }: Lease,
  { apiVersion }: { apiVersion: string },
): Newest {
  const [latest, ...others] = [...events].sort((a, b) => b.created.getTime() - a.created.getTime())
  const isAsked = events.some(({ type }) => type === asked)
  if (latest === undefined || attempts > 0 || isAsked) return { kind: 'fetch' }
  if (answered_at !== null && isOlder(latest.created, answered_at)) return { kind: 'known' }
  const rivals = [...others.map(({ created }) => created), known_at].filter((at) => at !== null)
  if (!rivals.every((at) => isOlder(at, latest.created))) return { kind: 'fetch' }
  return snapshotOf(latest, subject.type, apiVersion) ?? { kind: 'fetch' }
}

/** The same for an object that a list has shown, asked for at `at`: nothing may have come since then. */
export function newestAsListed(
  { events, known_at }: Lease,
  { object, at }: { object: unknown; at: Date },
): Newest {
  if (known_at !== null && known_at >= at && events.length === 0) return { kind: 'known' }
  const rivals = [...events.map(({ created }) => created), known_at].filter((each) => each !== null)
  const isNewest = rivals.every((each) => isOlder(each, at))
  return isNewest ? { kind: 'snapshot', object, at } : { kind: 'fetch' }
}

function isOlder(a: Date, b: Date): boolean {
  return b.getTime() - a.getTime() > margin_ms
}

/**
 * A deleted customer's snapshot looks like a living one's. An unpaid invoice names the payment that
 * failed only when it is fetched with its payments; of a paid one `invoice_payment.paid` tells it.
 */
const tellTooLittle: readonly string[] = ['customer.deleted', 'invoice.payment_failed']

/** Only in the shape that our parsers are written for, and only of the object itself. */
function snapshotOf(event: WaitingEvent, type: ObjectType, apiVersion: string): Newest | null {
  if (event.api_version !== apiVersion || tellTooLittle.includes(event.type)) return null
  const object = snapshotIn(event.payload)
  const fits =
    typeof object === 'object' && object !== null && 'object' in object && object.object === type
  return fits ? { kind: 'snapshot', object, at: event.created } : null
}
