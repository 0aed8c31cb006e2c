import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { databaseOn, openPool } from '../../src/platform/database/connection.ts'
import { startEmbedded } from '../../src/platform/database/embedded/server.ts'
import { migrate } from '../../src/platform/database/migrations.ts'
import { histories } from '../properties/history.ts'
import { differencesAfter } from '../properties/living.ts'
import type { Scenario } from './scenarios.ts'

/** As many made-up accounts as `events` says, each lived and proven; a difference names its history. */
export const madeUpAccounts: Scenario = async ({ events, seed }, tell = () => {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-soak-'))
  const server = await startEmbedded(folder, { fsync: 'off' })
  const db = databaseOn(openPool(server.url))
  await migrate(db, 'migrations')
  const differences: string[] = []
  let lived = 0
  for (const history of fc.sample(histories(), { seed, numRuns: events })) {
    const found = await differencesAfter(db, history)
    if (found.length > 0) differences.push(`${JSON.stringify(history)}\n${found.join('\n')}`)
    lived += 1
    if (lived % 100 === 0) tell(`${lived} of ${events} lived, ${differences.length} differ`)
  }
  await db.destroy()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
  return { events, deliveries: lived, refused: new Map(), differences }
}
