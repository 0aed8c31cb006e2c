import type { ExecutionContext, Hyperdrive, ScheduledController } from '@cloudflare/workers-types'
import { createApp } from './app.ts'
import { type Config, configOf } from './config.ts'
import { type AppDeps, depsOf } from './deps.ts'
import type { Clock } from './platform/clock.ts'
import { databaseOn, openPool } from './platform/database/connection.ts'
import { jsonLog } from './platform/json-log.ts'
import { sandboxClock } from './platform/sandbox-clock.ts'
import { workInbox, workRound } from './stripe/sync/round.ts'

type Env = Readonly<{ HYPERDRIVE: Hyperdrive; [variable: string]: unknown }>
type Opened = Readonly<{ deps: AppDeps; close: () => Promise<void> }>

const machineClock: Clock = { now: () => new Date() }
const log = jsonLog(console)
const connectionsPerRequest = 3

/** The app on Cloudflare Workers: the same routes, connections through Hyperdrive, work by cron. */
export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { deps, close } = await opened(env)
    let hurried = false
    const app = createApp({
      config: deps.config,
      depsOf: () => ({ ...deps, hurrySync: () => (hurried = true) }),
      peerAddress: (c) => c.req.header('cf-connecting-ip'),
    })
    const response = await app.fetch(request, env)
    // Only hurries what the cron guarantees: an isolate may end before this does.
    context.waitUntil((hurried ? workInbox(deps) : done).finally(close))
    return response
  },

  async scheduled(_: ScheduledController, env: Env, context: ExecutionContext): Promise<void> {
    const { deps, close } = await opened(env)
    context.waitUntil(workRound(deps).finally(close))
  },
}

const done = Promise.resolve()

/** A connection lives with its request: Hyperdrive, not the isolate, keeps the pool. */
async function opened(env: Env): Promise<Opened> {
  const config = configIn(env)
  const url = env.HYPERDRIVE.connectionString
  const db = databaseOn(openPool(url, { max: connectionsPerRequest, keepAlive: false }))
  const clock = await clockOf(config)
  const deps = depsOf({ config, db, clock, machineClock, log, random: Math.random })
  return { deps, close: () => db.destroy() }
}

/** Outside `wrangler dev` this is production, whatever the variables leave out. */
function configIn({ HYPERDRIVE, ...variables }: Env): Config {
  const production = variables.NODE_ENV !== 'development'
  const env = { ...variables, DATABASE_URL: HYPERDRIVE.connectionString }
  return configOf(env, { production, localSecret: null })
}

let followed: ReturnType<typeof sandboxClock> | undefined

/** Business time of a stand-in is asked again when the last answer is old; Stripe has none. */
async function clockOf({ production, stripe: { apiBase, key } }: Config): Promise<Clock> {
  if (production || apiBase === null) return machineClock
  followed ??= sandboxClock({ apiBase, key }, machineClock)
  await followed.follow()
  return followed
}
