import { getConnInfo } from '@hono/node-server/conninfo'
import { createApp } from './app.ts'
import { type AppDeps, inBackground } from './deps.ts'
import { rollupKeeper } from './finance/rollups/keep.ts'
import { keepHouse } from './housekeeping.ts'
import { type Listening, listen } from './platform/http/listen.ts'
import { proveNightly } from './proving.ts'
import { watchAlarms } from './staff/operations/alarms/watch.ts'
import { createSyncLoop, type SyncLoop } from './stripe/sync/loop.ts'

const keeping_ms = 10 * 60 * 1000
const watching_ms = 30 * 1000
const folding_ms = 2 * 1000

/** `work` starts the background loop, once the database is ready for it. */
export type Serving = Listening & Readonly<{ work: () => void }>

/**
 * The app on Node: an HTTP server and the loop that works the inbox and runs the sweeps that are due.
 * Ends in order: no new requests, the running ones finish, then the loop lets go of its leases.
 */
export async function serve(deps: AppDeps): Promise<Serving> {
  let loop: SyncLoop | undefined
  let timers: readonly NodeJS.Timeout[] = []
  const hurried = { ...deps, hurrySync: () => loop?.hurry() }
  const app = createApp({
    config: deps.config,
    depsOf: () => hurried,
    peerAddress: (c) => getConnInfo(c).remote.address,
  })
  const { host, port } = deps.config
  const server = await listen(app.fetch, { host, port, variable: 'PORT' })
  return {
    url: server.url,
    work: () => {
      if (loop !== undefined) return
      loop = createSyncLoop(inBackground(deps))
      timers = [
        every(keeping_ms, deps, keepHouse),
        every(watching_ms, inBackground(deps), watchAlarms),
        every(keeping_ms, inBackground(deps), proveNightly),
        every(folding_ms, deps, rollupKeeper()),
      ]
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      await server.close()
      await loop?.stop()
    },
  }
}

type Work = (deps: AppDeps) => Promise<void>

/** Nothing waits for it: what fails is told and done the next time. */
function every(ms: number, deps: AppDeps, work: Work): NodeJS.Timeout {
  const failed = (error: unknown) =>
    deps.log.error('background work failed', { work: work.name, error: String(error) })
  return setInterval(() => void work(deps).catch(failed), ms)
}
