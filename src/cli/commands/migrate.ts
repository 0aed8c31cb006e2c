import { migrationHead } from '../../platform/database/head.ts'
import type { Command } from '../command.ts'

/** Every command applies what is pending before it runs; this one does nothing else. */
export const migrate: Command = {
  needsStripe: false,
  prepare: () => async () => ({
    json: { head: migrationHead },
    text: `The database is at ${migrationHead}.`,
    ok: true,
  }),
}
