import { rebuildRollups } from '../../finance/rollups/keep.ts'
import type { Command } from '../command.ts'
import { lineOn } from '../progress.ts'

/** Reports read the rows themselves meanwhile, so that no figure is ever another one. */
export const rollupsRebuild: Command = {
  needsStripe: false,
  prepare: () => async (deps) => {
    const show = lineOn(process.stderr, () => deps.machineClock.now().getTime())
    const parts = await rebuildRollups(deps, (part, steps) => show(`${part}: step ${steps}`))
    return { json: { parts }, text: `${parts.join(', ')}: made anew, and level.`, ok: true }
  },
}
