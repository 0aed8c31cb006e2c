import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config.ts'

const tick_ms = 1000
const patience_ms = 5000

/** The app in workerd, under way; `workUntil` is its cron. */
export type Wrangler = Readonly<{
  /** Resolves when it serves or `signal` says stop; throws when wrangler ended before, as it said. */
  ready: (signal: AbortSignal) => Promise<void>
  workUntil: (signal: AbortSignal) => Promise<void>
  close: () => Promise<void>
}>

/** Runs `wrangler dev` on this database with this start's settings, at the settings' HOST and PORT. */
export function startWrangler(config: Config, databaseUrl: string): Wrangler {
  const child = launch(config, databaseUrl)
  child.on('error', () => {}) // it has no pid then, and counts as ended
  const hasEnded = () =>
    child.pid === undefined || child.exitCode !== null || child.signalCode !== null
  const worker = `http://${config.host}:${config.port}`
  const refuseWhenEnded = () => {
    if (hasEnded()) throw new Error('wrangler dev ended by itself; what it said stands above.')
  }
  return {
    ready: async (signal) => {
      while (!signal.aborted && !(await answers(`${worker}/healthz`, signal))) {
        refuseWhenEnded()
        await wait(100)
      }
    },
    workUntil: async (signal) => {
      while (!signal.aborted) {
        await answers(`${worker}/cdn-cgi/handler/scheduled`, signal)
        refuseWhenEnded()
        await wait(tick_ms, undefined, { signal }).catch(() => {})
      }
    },
    close: async () => {
      const group = -(child.pid ?? 0)
      const exited = hasEnded() ? null : once(child, 'exit')
      end(group, 'SIGTERM')
      const slow = setTimeout(() => end(group, 'SIGKILL'), patience_ms)
      await exited
      clearTimeout(slow)
      end(group, 'SIGKILL') // a workerd whose wrangler was killed ends by nothing else
    },
  }
}

function end(group: number, signal: NodeJS.Signals) {
  if (group === 0) return
  try {
    process.kill(group, signal)
  } catch {
    // nobody of the group lives any more, which is what was wished
  }
}

/** In a process group of its own: Ctrl-C reaches us, and workerd is ended with its wrangler. */
function launch(config: Config, databaseUrl: string): ChildProcess {
  const { host, port, dataDir } = config
  const variables = join(dataDir, 'worker.env')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(variables, variablesOf(config), { mode: 0o600 })
  const where = ['--ip', host, '--port', String(port), '--inspector-port', '0']
  const state = ['--persist-to', join(dataDir, 'wrangler'), '--show-interactive-dev-session=false']
  return spawn('node_modules/.bin/wrangler', ['dev', ...where, ...state, '--env-file', variables], {
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
    env: {
      ...process.env,
      CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE: databaseUrl,
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_LOG: 'error',
      NODE_NO_WARNINGS: '1',
    },
  })
}

/** What `.dev.vars` would hold: the environment of this start, as the Worker's variables. */
function variablesOf({ stripe, mailUrl, ...config }: Config): string {
  const variables = {
    NODE_ENV: 'development',
    APP_SECRET: config.appSecret,
    BASE_URL: config.baseUrl,
    STRIPE_SECRET_KEY: stripe.key,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecrets.join(','),
    SANDBOX_PORT: config.sandboxPort,
    REPORTING_CURRENCY: config.reportingCurrency,
    REPORTING_TIMEZONE: config.reportingTimezone,
    SUPPORTER_MONTHS: config.supporterMonths,
    RETURN_ORIGINS: config.returnOrigins.join(','),
    ...(stripe.apiBase === null ? {} : { STRIPE_API_BASE: stripe.apiBase }),
    ...(mailUrl === null ? {} : { MAIL_URL: mailUrl }),
  }
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${JSON.stringify(String(value))}\n`)
    .join('')
}

async function answers(url: string, stopping: AbortSignal): Promise<boolean> {
  try {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(10_000)])
    return (await fetch(url, { signal })).ok
  } catch {
    return false // not up yet, or on its way down
  }
}
