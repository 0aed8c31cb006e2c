import type { ExecutionContext, Hyperdrive, ScheduledController } from '@cloudflare/workers-types'
import { createApp } from './app.ts'
import { type Config, ConfigRefused, configOf } from './config.ts'
import { type AppDeps, callsOf, depsOf, inBackground } from './deps.ts'
import type { Clock } from './platform/clock.ts'
import { databaseOn, openPool } from './platform/database/connection.ts'
import { refusingApp } from './platform/http/refusing-app.ts'
import { jsonLog } from './platform/json-log.ts'
import { sandboxClock } from './platform/sandbox-clock.ts'
import { workMinute, workSoon } from './rounds.ts'
import type { Calls } from './stripe/calls/calls.ts'

type Env = Readonly<{ HYPERDRIVE?: Hyperdrive; [variable: string]: unknown }>
type Context = Pick<ExecutionContext, 'waitUntil'>
type Opened = Readonly<{ deps: AppDeps; close: () => Promise<void> }>

const machineClock: Clock = { now: () => new Date() }
const log = jsonLog(console)
const connectionsPerRequest = 3

/** The app on Cloudflare Workers: the same routes, connections through Hyperdrive, work by cron. */
export default {
  async fetch(request: Request, env: Env, context: Context): Promise<Response> {
    const config = configIn(env)
    if (config instanceof ConfigRefused) return refusingApp(config.reasons, log).fetch(request)
    const { deps, close } = await opened(config)
    let hurried = false
    const app = createApp({
      config,
      depsOf: () => ({ ...deps, hurrySync: () => (hurried = true) }),
      peerAddress: (c) => c.req.header('cf-connecting-ip'),
    })
    const response = await app.fetch(request, env)
    // Only hurries what the cron guarantees: an isolate may end before this does.
    const isAct = request.method !== 'GET' && request.method !== 'HEAD'
    const work = hurried || isAct ? workSoon(inBackground(deps), { hurried }) : null
    context.waitUntil(ended(work, close))
    return response
  },

  async scheduled(_: ScheduledController, env: Env, context: Context): Promise<void> {
    const config = configIn(env)
    if (config instanceof ConfigRefused) return
    const { deps, close } = await opened(config)
    context.waitUntil(ended(workMinute(inBackground(deps)), close))
  },
}

async function ended(work: Promise<unknown> | null, close: () => Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    log.error('background work failed', { error: String(error) }) // the next cron tries again
  } finally {
    await close()
  }
}

/** A connection lives with its request: Hyperdrive, not the isolate, keeps the pool. */
async function opened(config: Config): Promise<Opened> {
  const pool = { max: connectionsPerRequest, keepAlive: false }
  const db = databaseOn(openPool(config.databaseUrl ?? '', pool))
  const clock = await clockOf(config)
  const given = { config, db, clock, machineClock, log, random: Math.random }
  calls ??= callsOf(given)
  const deps = depsOf({ ...given, calls })
  return { deps, close: () => db.destroy() }
}

/** Of the whole isolate: whatever it does at one time shares Stripe's limits. */
let calls: Calls | undefined

/** Once an isolate; a refusal is logged then, and every request is told it. */
const parsed = new WeakMap<Env, Config | ConfigRefused>()

function configIn(env: Env): Config | ConfigRefused {
  const known = parsed.get(env)
  if (known !== undefined) return known
  const config = parse(env)
  if (config instanceof ConfigRefused)
    log.error('settings refused', { reasons: config.reasons.join(' ') })
  parsed.set(env, config)
  return config
}

/** Outside `wrangler dev` this is production, whatever the variables leave out. */
function parse({ HYPERDRIVE, ...variables }: Env): Config | ConfigRefused {
  const production = variables.NODE_ENV !== 'development'
  if (HYPERDRIVE === undefined) return new ConfigRefused(['HYPERDRIVE: is not bound.'])
  try {
    const env = { ...variables, DATABASE_URL: HYPERDRIVE.connectionString }
    return configOf(env, { production, localSecret: null })
  } catch (error) {
    if (error instanceof ConfigRefused) return error
    throw error
  }
}

let followed: ReturnType<typeof sandboxClock> | undefined

/** Business time of a stand-in is asked again when the last answer is old; Stripe has none. */
async function clockOf({ production, stripe: { apiBase, key } }: Config): Promise<Clock> {
  if (production || apiBase === null) return machineClock
  followed ??= sandboxClock({ apiBase, key }, machineClock)
  await followed.follow()
  return followed
}
