import { operationsAt, replay as takeOffShelf } from '../../stripe/operations.ts'
import { syncPending } from '../../stripe/sync/sync.ts'
import type { Command } from '../command.ts'

/** Takes one object, or all, off the shelf and tries at once. */
export const replay: Command = {
  usage: 'replay [OBJECT]',
  summary: 'Tries again what was shelved after twelve failures: one object, or all of them.',
  needsStripe: true,
  prepare:
    ({ words }) =>
    async (deps) => {
      const { shelf } = await operationsAt(deps.reader, deps.machineClock.now())
      const wanted = words.length > 0 ? words : shelf.map(({ object }) => object)
      const replayed: string[] = []
      for (const object of wanted) if (await takeOffShelf(deps.db, object)) replayed.push(object)
      const { done, failed } = await syncPending(deps, { limit: Math.max(1, replayed.length) })
      const text = `${replayed.length} taken off the shelf: ${done} done, ${failed} failed again.`
      return { json: { replayed, done, failed }, text, ok: failed === 0 }
    },
}
