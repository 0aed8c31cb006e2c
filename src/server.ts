import { getConnInfo } from '@hono/node-server/conninfo'
import { createApp } from './app.ts'
import { type AppDeps, inBackground } from './deps.ts'
import { keepHouse } from './housekeeping.ts'
import { type Listening, listen } from './platform/http/listen.ts'
import { createSyncLoop, type SyncLoop } from './stripe/sync/loop.ts'

const keeping_ms = 10 * 60 * 1000

/** `work` starts the background loop, once the database is ready for it. */
export type Serving = Listening & Readonly<{ work: () => void }>

/**
 * The app on Node: an HTTP server and the loop that works the inbox and runs the sweeps that are due.
 * Ends in order: no new requests, the running ones finish, then the loop lets go of its leases.
 */
export async function serve(deps: AppDeps): Promise<Serving> {
  let loop: SyncLoop | undefined
  let keeping: NodeJS.Timeout | undefined
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
      loop ??= createSyncLoop(inBackground(deps))
      keeping ??= setInterval(() => void keptHouse(deps), keeping_ms)
    },
    close: async () => {
      clearInterval(keeping)
      await server.close()
      await loop?.stop()
    },
  }
}

/** Nothing waits for it: what fails is told and done the next time. */
async function keptHouse(deps: AppDeps): Promise<void> {
  try {
    await keepHouse(deps)
  } catch (error) {
    deps.log.error('housekeeping failed', { error: String(error) })
  }
}
