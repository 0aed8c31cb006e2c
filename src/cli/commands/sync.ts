import { runSweeps } from '../../stripe/sweeps/sweeps.ts'
import { workInbox } from '../../stripe/sync/round.ts'
import type { Command } from '../command.ts'
import { lineOn } from '../progress.ts'

/** `drained`: objects brought up to date. `found`: what no webhook had brought. */
export const sync: Command = {
  needsStripe: true,
  prepare: () => async (deps) => {
    const show = lineOn(process.stderr, () => deps.machineClock.now().getTime())
    const found = await runSweeps(deps, (sweep, reading) => {
      if (reading === null) show(`${sweep}: reading`)
      else show(`${sweep}: ${reading.listed} read, ${reading.found.length} found`, { last: true })
    })
    const drained = await workInbox(deps)
    const finds = found.map(({ sweep, object, id }) => `${sweep} found ${object} ${id}`)
    const summary = `${drained} objects brought up to date, ${found.length} found by sweeps.`
    return { json: { drained, found }, text: [...finds, summary].join('\n'), ok: true }
  },
}
