// npm run dev:worker: the same app in workerd (`wrangler dev`). Beside a running `npm start` it uses
// that one's database and sandbox, else it starts its own. PORT as for the start; without one, the
// first free port from 8787 on.
import type { Config } from '../config.ts'
import { listen } from '../platform/http/listen.ts'
import { jsonLog } from '../platform/json-log.ts'
import { addresses, fileConsole } from './announce.ts'
import { borrowDeps } from './deps.ts'
import { settings } from './settings.ts'
import { startWrangler } from './wrangler.ts'

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort())
try {
  await run(await settingsWithPort())
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

async function run(config: Config) {
  const log = jsonLog(fileConsole(config.dataDir))
  const { deps, database, close } = await borrowDeps(config, log, { needsStripe: true })
  const wrangler = startWrangler(config, database.url)
  try {
    await wrangler.ready(stopping.signal)
    if (stopping.signal.aborted) return
    await addresses(deps)
    process.stdout.write(`ready http://${config.host}:${config.port}\n`)
    await wrangler.workUntil(stopping.signal)
  } finally {
    await wrangler.close()
    await close()
  }
}

/** A PORT that was asked for must be free: its owner's answers would be taken for the Worker's. */
async function settingsWithPort(): Promise<Config> {
  const config = settings()
  if (process.env.PORT) {
    await tryPort(config)
    return config
  }
  const port = await firstFree(config)
  if (port !== config.port) {
    process.stdout.write(`Port ${config.port} is taken, so the Worker listens at ${port}.\n`)
  }
  return settings({ ...process.env, PORT: String(port) })
}

async function firstFree({ host, port }: Pick<Config, 'host' | 'port'>): Promise<number> {
  try {
    await tryPort({ host, port })
    return port
  } catch (error) {
    if (port >= 65_535) throw error
    return firstFree({ host, port: port + 1 })
  }
}

/** Throws an error that names PORT when somebody listens there. */
async function tryPort({ host, port }: Pick<Config, 'host' | 'port'>) {
  const nothing = () => new Response(null, { status: 503 })
  await (await listen(nothing, { host, port, variable: 'PORT' })).close()
}
