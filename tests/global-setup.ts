import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { databaseOn, openPool } from '../src/platform/database/connection.ts'
import { startEmbedded } from '../src/platform/database/embedded/server.ts'
import { migrate } from '../src/platform/database/migrations.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database that every test clones and none connects to. */
    templateUrl: string
  }
}

// The server is thrown away after the run, so nothing needs to survive a power cut.
const careless = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
}

/** One real PostgreSQL for the whole run, its database `mainstay` migrated once. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-tests-'))
  const server = await startEmbedded(folder, careless)
  const db = databaseOn(openPool(server.url))
  await migrate(db, 'migrations')
  await db.destroy()
  project.provide('templateUrl', server.url)
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
