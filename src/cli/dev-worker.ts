// npm run dev:worker: the same app in workerd (`wrangler dev`), on the start's database and sandbox.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Config } from '../config.ts'
import { jsonLog } from '../platform/json-log.ts'
import { addresses, fileConsole } from './announce.ts'
import { borrowDeps } from './deps.ts'
import { settings } from './settings.ts'

const tick_ms = 1000
const config = settings()
const { deps, database, close } = await borrowDeps(config, jsonLog(fileConsole(config.dataDir)), {
  needsStripe: true,
})
const wrangler = launch(config, database.url)
const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopped.abort())
wrangler.once('exit', () => stopped.abort())

await ready(config)
await addresses(deps)
process.stdout.write(`ready http://${config.host}:${config.port}\n`)
await tickUntilStopped(config)
await stop(wrangler)
await close()
process.exit(0)

/** In a process group of its own, so that workerd can be ended with it. */
function launch({ host, port, dataDir }: Config, databaseUrl: string): ChildProcess {
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
function variablesOf({
  stripe,
  appSecret,
  baseUrl,
  mailUrl,
  sandboxPort,
  ...rest
}: Config): string {
  const variables = {
    NODE_ENV: 'development',
    APP_SECRET: appSecret,
    BASE_URL: baseUrl,
    STRIPE_SECRET_KEY: stripe.key,
    STRIPE_WEBHOOK_SECRET: stripe.webhookSecrets.join(','),
    SANDBOX_PORT: sandboxPort,
    REPORTING_CURRENCY: rest.reportingCurrency,
    REPORTING_TIMEZONE: rest.reportingTimezone,
    SUPPORTER_MONTHS: rest.supporterMonths,
    RETURN_ORIGINS: rest.returnOrigins.join(','),
    ...(stripe.apiBase === null ? {} : { STRIPE_API_BASE: stripe.apiBase }),
    ...(mailUrl === null ? {} : { MAIL_URL: mailUrl }),
  }
  return Object.entries(variables)
    .map(([name, value]) => `${name}=${JSON.stringify(String(value))}\n`)
    .join('')
}

async function ready({ host, port }: Config) {
  while (!stopped.signal.aborted && !(await answers(`http://${host}:${port}/healthz`)))
    await wait(100)
}

/** wrangler dev runs no cron by itself: this is the minute's trigger, a little faster. */
async function tickUntilStopped({ host, port }: Config) {
  while (!stopped.signal.aborted) {
    await answers(`http://${host}:${port}/cdn-cgi/handler/scheduled`)
    await wait(tick_ms, undefined, { signal: stopped.signal }).catch(() => {})
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(10_000) })).ok
  } catch {
    return false // not up yet, or on its way down
  }
}

async function stop(child: ChildProcess) {
  if (child.pid === undefined || child.exitCode !== null) return
  const exited = once(child, 'exit')
  process.kill(-child.pid, 'SIGTERM')
  await exited
}
