import { isDay } from '../../platform/day.ts'
import {
  countHistory,
  type ListRead,
  backfill as readHistory,
} from '../../stripe/backfill/backfill.ts'
import { type Command, option, UsageError } from '../command.ts'
import { barOf, lineOn } from '../progress.ts'

/** `lists`: how many objects each of Stripe's lists has. */
export const backfill: Command = {
  options: { since: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  needsStripe: true,
  prepare: (given) => {
    const since = option(given, 'since')
    if (!isDay(since)) throw new UsageError('--since: This is no day, written as YYYY-MM-DD.')
    const dry_run = given.options['dry-run'] === true
    return async (deps) => {
      const now_ms = () => deps.machineClock.now().getTime()
      const told = barOf(lineOn(process.stderr, now_ms), now_ms)
      if (dry_run) {
        const lists = await countHistory(deps, since, told)
        return outcome({ since, dry_run, resumed: false, lists }, 'would be read')
      }
      const read = await readHistory(deps, since, told)
      return outcome({ since, dry_run, ...read }, 'read')
    }
  },
}

type Done = Readonly<{
  since: string
  dry_run: boolean
  resumed: boolean
  lists: readonly ListRead[]
}>

function outcome(done: Done, verb: string) {
  const objects = done.lists.reduce((sum, list) => sum + list.objects, 0)
  const lines = done.lists.map(({ list, objects }) => `${list.padEnd(20)} ${objects}`)
  const text = [...lines, `${objects} objects since ${done.since} ${verb}.`].join('\n')
  return { json: { ...done, objects }, text, ok: true }
}
