import { askFor } from '../inbox/stored-event.ts'
import type { ObjectType, Subject } from '../inbox/subject.ts'
import type { SyncDeps } from './effect.ts'
import { applyListed } from './sync.ts'

type Page = Readonly<{
  type: ObjectType
  objects: readonly { id: string }[]
  /** Business time when the page was asked for. */
  at: Date
}>

/**
 * Applies what a page of a list has shown, each object by itself. One that somebody else has, or that
 * cannot be read, is left to the inbox: it is tried again there, and shelved in the end.
 */
export async function applyPage(deps: SyncDeps, { type, objects, at }: Page): Promise<void> {
  const fared = await applyListed(deps, type, { objects, at })
  for (const [key, outcome] of fared) {
    if (outcome !== 'done') await askAgain(deps, { type, key }, at)
  }
}

/** Asks the inbox to bring an object up to date, once for each moment at which it was seen. */
export function askAgain(
  { db, machineClock }: SyncDeps,
  subject: Subject,
  at: Date,
): Promise<void> {
  const cause = `seen ${subject.key} ${at.toISOString()}`
  return askFor(db, subject, { cause, now: machineClock.now() })
}
