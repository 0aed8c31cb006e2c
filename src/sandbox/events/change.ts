import type { EventType } from '../objects/event.ts'
import type { Kind, Objects } from '../objects/objects.ts'
import type { Unit } from '../unit.ts'

/** Keeps the object with `patch` applied and, where a type is named, says so in the event log. */
export async function change<K extends Kind>(
  unit: Unit,
  object: Objects[K] & { object: K },
  patch: Partial<Objects[K]>,
  type?: EventType,
): Promise<Objects[K]> {
  const changed = { ...object, ...patch }
  return type ? tell<K>(unit, object, changed, type) : unit.put<K>(changed)
}

/** Keeps the object with `patch` applied, and says what it became by an event that tells no before. */
export async function becomes<K extends Kind>(
  unit: Unit,
  object: Objects[K] & { object: K },
  type: EventType,
  patch: Partial<Objects[K]>,
): Promise<Objects[K]> {
  const changed = await change<K>(unit, object, patch)
  await unit.emit(type, changed)
  return changed
}

/** Keeps an object as it is now, and says in the event log what differs from `before`. */
export async function tell<K extends Kind>(
  unit: Unit,
  before: Objects[K],
  after: Objects[K] & { object: K },
  type: EventType,
): Promise<Objects[K]> {
  unit.put<K>(after)
  await unit.emit(type, after, previousOf(before, after))
  return after
}

/**
 * Stripe's `previous_attributes`: of each field that changed what it was before. Of a hash only
 * the changed keys, a new key as null; an array whole.
 */
function previousOf(before: object, after: object): object {
  const was = new Map<string, unknown>(Object.entries(before))
  const changes = Object.entries(after).flatMap(([key, now]) => {
    const then = was.get(key)
    if (key.startsWith('_') || isSame(then, now)) return []
    return [[key, isHash(then) && isHash(now) ? previousOf(then, now) : (then ?? null)]]
  })
  const gone = [...was].filter(([key]) => !(key in after) && !key.startsWith('_'))
  return Object.fromEntries([...changes, ...gone])
}

function isSame(a: unknown, b: unknown): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

function isHash(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
