// npm run bench [door|applied|checkout|sandbox|reports …]: what is fast, proven side by side in one run, on a
// database of its own with PostgreSQL's ordinary durability. Prints figures and ratios.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/platform/database/embedded/server.ts'
import { benchApplied } from './applied.ts'
import { benchCheckout } from './checkout.ts'
import { stripePort } from './contestant.ts'
import { benchDoor } from './door.ts'
import { started } from './ground.ts'
import { benchReports } from './reports.ts'
import { benchSandbox } from './sandbox.ts'

const benches: Record<string, (serverUrl: string, events: readonly string[]) => Promise<void>> = {
  door: benchDoor,
  applied: benchApplied,
  checkout: benchCheckout,
  sandbox: benchSandbox,
  reports: benchReports,
}

const wanted = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'mainstay-bench-'))
const server = await startEmbedded(folder, { track_commit_timestamp: 'on', max_wal_size: '8GB' })
const stripe = await started('bench/stripe-server.ts', [String(stripePort), '600'])
const told = await fetch(`http://127.0.0.1:${stripePort}/_bench/events`)
const events = (await told.text()).split('\n')
process.stdout.write(`${events.length} events of a lived account\n`)
try {
  for (const [name, bench] of Object.entries(benches)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    process.stdout.write(`\n${name}\n`)
    await bench(server.url, events)
  }
} finally {
  stripe.kill()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exit(0)
