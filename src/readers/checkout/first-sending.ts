import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../../platform/database/connection.ts'
import { sessionKept } from './store.ts'

const every_ms = 100
const longest_ms = 3000

/**
 * The session of a form that was sent before and is at Stripe just now, or null when nothing came of
 * that sending in the time a reader waits. Stripe refuses the second of two at once with a 409.
 */
export async function sessionOfFirst(db: Database, nonce: string): Promise<string | null> {
  for (let waited_ms = 0; waited_ms < longest_ms; waited_ms += every_ms) {
    const first = await sessionKept(db, nonce)
    if (first !== 'opening') return first
    await pause(every_ms)
  }
  return null
}
