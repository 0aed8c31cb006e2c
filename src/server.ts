import { getConnInfo } from '@hono/node-server/conninfo'
import { createApp } from './app.ts'
import { type AppDeps, inBackground } from './deps.ts'
import { rollupKeeper } from './finance/rollups/keep.ts'
import { keepHouse } from './housekeeping.ts'
import { numberReceipts } from './ledger/receipts.ts'
import { announceUpcoming } from './members/announcements/upcoming.ts'
import { tendGifts } from './members/gifts/letters.ts'
import { keepQueued, workQueued } from './outbox.ts'
import { type Listening, listen } from './platform/http/listen.ts'
import { type Loop, startLoop } from './platform/loop.ts'
import { proveNightly } from './proving.ts'
import type { Paper } from './readers/account/receipts/paper.ts'
import { tendReminders } from './readers/reminders/tend.ts'
import { watchAlarms } from './staff/operations/alarms/watch.ts'
import { followUpFailures } from './stripe/acts/follow-up.ts'
import { createSyncLoop } from './stripe/sync/loop.ts'

const keeping_ms = 10 * 60 * 1000
const watching_ms = 30 * 1000
const folding_ms = 2 * 1000
const numbering_ms = 15 * 1000
const giving_back_ms = 60 * 1000
const looking_ms = 5 * 1000
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
      timers = [
        every(keeping_ms, deps, keepHouse),
        every(watching_ms, inBackground(deps), watchAlarms),
        every(keeping_ms, inBackground(deps), proveNightly),
        every(keeping_ms, inBackground(deps), followUpFailures),
        every(folding_ms, deps, rollupKeeper()),
        every(numbering_ms, deps, numberReceipts),
        every(giving_back_ms, deps, keepQueued),
        every(looking_ms, deps, announceUpcoming),
        every(looking_ms, deps, tendGifts),
        every(looking_ms, deps, tendReminders),
      ]
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

type Work = (deps: AppDeps) => Promise<void>

/** Nothing waits for it: what fails is told and done the next time. */
function every(ms: number, deps: AppDeps, work: Work): NodeJS.Timeout {
  const failed = (error: unknown) =>
    deps.log.error('background work failed', { work: work.name, error: String(error) })
  return setInterval(() => void work(deps).catch(failed), ms)
}
