import { replay as takeOffShelf } from '../../stripe/shelf.ts'
import { refreshObject, type Synced } from '../../stripe/sync/sync.ts'
import { type Command, UsageError } from '../command.ts'

/** Takes objects off the shelf and tries each at once; nothing else waits for them. */
export const replay: Command = {
  options: { all: { type: 'boolean' } },
  words: Number.POSITIVE_INFINITY,
  needsStripe: true,
  prepare: ({ words, options }) => {
    if (words.length > 0 && options.all) throw new UsageError('Give objects or --all, not both.')
    return async (deps) => {
      const replayed = await takeOffShelf(deps.db, words.length > 0 ? words : 'all')
      const outcomes: Synced[] = []
      for (const { type, key: id } of replayed)
        outcomes.push(await refreshObject(deps, { type, id }))
      const count = (outcome: Synced) => outcomes.filter((each) => each === outcome).length
      const [done, failed] = [count('done'), count('failed')]
      const text = `${replayed.length} taken off the shelf: ${done} done, ${failed} failed again.`
      const objects = replayed.map(({ key }) => key)
      return { json: { replayed: objects, done, failed }, text, ok: failed === 0 }
    }
  },
}
