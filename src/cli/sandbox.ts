import pg from 'pg'
import type { Config } from '../config.ts'
import type { Clock } from '../platform/clock.ts'
import { localUrl } from '../platform/http/host-url.ts'
import { listen } from '../platform/http/listen.ts'
import type { Log } from '../platform/log.ts'
import { sandboxClock } from '../platform/sandbox-clock.ts'

export const machineClock: Clock = { now: () => new Date() }
const seed = 1
const follow_ms = 250

/** Business time, and how to let go of whatever keeps it. */
export type StripeSide = Readonly<{ clock: Clock; close: () => Promise<void> }>

/** Where nothing but the machine's own clock is needed. */
export const withoutStripe: StripeSide = { clock: machineClock, close: async () => {} }

/**
 * Starts the sandbox beside the app when no Stripe key is set, or its own; its clock is then the app's. With a
 * key, Stripe or a stand-in at STRIPE_API_BASE is used, and a stand-in's clock is followed.
 */
export async function startStripeSide(
  config: Config,
  databaseUrl: string,
  log: Log,
): Promise<StripeSide> {
  const { key, apiBase, embedded } = config.stripe
  if (embedded) return startSandbox(config, databaseUrl, log)
  if (apiBase === null || config.production) return withoutStripe
  return followStandIn({ apiBase, key })
}

/** For a command: the sandbox that runs now, else as a start would. */
export async function borrowStripeSide(
  config: Config,
  databaseUrl: string,
  log: Log,
): Promise<StripeSide> {
  const { key, apiBase } = config.stripe
  const runs = apiBase !== null && (await answers(apiBase))
  return runs ? followStandIn({ apiBase, key }) : startStripeSide(config, databaseUrl, log)
}

/** Read only here: a start against Stripe itself loads nothing of the sandbox. */
async function startSandbox(config: Config, databaseUrl: string, log: Log): Promise<StripeSide> {
  const { createSandbox } = await import('../sandbox/sandbox.ts')
  const { postgresStore } = await import('../sandbox/store/postgres.ts')
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8 })
  // a connection that dies, idle or in the middle of its work, is replaced at its next use
  pool.on('error', () => {}).on('connect', (client) => client.on('error', () => {}))
  const [secret = ''] = config.stripe.webhookSecrets
  const sandbox = await createSandbox({
    store: await postgresStore(pool),
    machineNow: machineClock.now,
    seed,
    settlementCurrency: config.reportingCurrency.toLowerCase(),
    origin: `http://127.0.0.1:${config.sandboxPort}`,
    // Not BASE_URL: the name that the world knows may lead nowhere from this machine.
    defaultEndpoint: { url: `${localUrl(config.host, config.port)}/webhooks/stripe`, secret },
    log: (event, facts) => log.info(`sandbox ${event}`, { facts: JSON.stringify(facts) }),
  })
  const where = { host: '127.0.0.1', port: config.sandboxPort, variable: 'SANDBOX_PORT' }
  const server = await listen((request) => sandbox.fetch(request), where)
  sandbox.start()
  return {
    clock: { now: () => sandbox.now(config.stripe.key) },
    close: async () => {
      await server.close()
      await sandbox.stop()
      await pool.end()
    },
  }
}

async function followStandIn(standIn: { apiBase: string; key: string }): Promise<StripeSide> {
  const clock = sandboxClock(standIn, machineClock)
  await clock.follow()
  const timer = setInterval(() => void clock.follow(), follow_ms)
  return { clock, close: async () => clearInterval(timer) }
}

async function answers(apiBase: string): Promise<boolean> {
  try {
    const response = await fetch(new URL('/_sandbox/clock', apiBase), {
      signal: AbortSignal.timeout(1000),
    })
    return response.ok
  } catch {
    return false // nobody listens there
  }
}
