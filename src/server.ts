import { getConnInfo } from '@hono/node-server/conninfo'
import { createApp } from './app.ts'
import { type AppDeps, inBackground } from './deps.ts'
import { workQueued } from './outbox.ts'
import { type Listening, listen } from './platform/http/listen.ts'
import { type Loop, startLoop } from './platform/loop.ts'
import type { Paper } from './readers/account/receipts/paper.ts'
import { standingWorks, tried } from './rounds.ts'
import { createSyncLoop } from './stripe/sync/loop.ts'

const look_ms = 500

/** `work` starts the background loop, once the database is ready for it. */
export type Serving = Listening & Readonly<{ work: () => void }>

/**
 * The app on Node: an HTTP server and the loops that work the inbox, its sweeps and what is queued.
 * Ends in order: no new requests, the running ones finish, then the loops let go of what they hold.
 */
export async function serve(deps: AppDeps): Promise<Serving> {
  let loops: readonly Loop[] = []
  let timers: readonly NodeJS.Timeout[] = []
  const hurried = { ...deps, drawPaper, hurrySync: () => loops[0]?.hurry() }
  const app = createApp({
    config: deps.config,
    depsOf: () => hurried,
    peerAddress: (c) => getConnInfo(c).remote.address,
    squeezes: true,
  })
  const { host, port } = deps.config
  const server = await listen(app.fetch, { host, port, variable: 'PORT' })
  return {
    url: server.url,
    work: () => {
      if (loops.length > 0) return
      const patient = inBackground(deps)
      loops = [
        createSyncLoop(patient),
        startLoop(deps.log, { rest_ms: look_ms }, (signal) => workQueued(patient, signal)),
      ]
      timers = standingWorks().map(({ work, every_ms }) =>
        setInterval(() => void tried(patient, work), every_ms),
      )
    },
    close: async () => {
      for (const timer of timers) clearInterval(timer)
      await server.close()
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

/** Library and letters are loaded with the first one. */
async function drawPaper(paper: Paper) {
  const { paperPdf } = await import('./readers/account/receipts/pdf.ts')
  return paperPdf(paper)
}
