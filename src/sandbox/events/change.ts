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
  unit.put<K>(changed)
  if (type) await unit.emit(type, changed, previousOf(object, changed))
  return changed
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
