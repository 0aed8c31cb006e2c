import type { Command } from '../command.ts'
import { backfill } from './backfill.ts'
import { exportFile } from './export.ts'
import { incomeImport } from './income.ts'
import { keysCreate } from './keys.ts'
import { migrate } from './migrate.ts'
import { personErase, personExport } from './person.ts'
import { ratesImport } from './rates.ts'
import { replay } from './replay.ts'
import { rollupsRebuild } from './rollups.ts'
import { setup } from './setup.ts'
import { staffAdd } from './staff.ts'
import { sync } from './sync.ts'
import { verify } from './verify.ts'

/** Every command by its words. */
export const commands: Readonly<Record<string, Command>> = {
  setup,
  migrate,
  sync,
  backfill,
  replay,
  verify,
  'keys create': keysCreate,
  'staff add': staffAdd,
  'person export': personExport,
  'person erase': personErase,
  export: exportFile,
  'rates import': ratesImport,
  'income import': incomeImport,
  'rollups rebuild': rollupsRebuild,
}
