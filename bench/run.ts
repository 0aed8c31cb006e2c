// npm run bench [door|applied|checkout|sandbox|reports …]: what is fast, proven side by side in one run, on a
// database of its own with PostgreSQL's ordinary durability. Prints figures and ratios.
// BENCH_DIR=FOLDER keeps the server's data there, so that a later run of `reports` finds its books filled.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/platform/database/embedded/server.ts'
import { stripePort } from './contestant.ts'
import { started } from './ground.ts'

type Bench = (serverUrl: string, events: readonly string[]) => Promise<void>

/** Each is loaded when it runs: what one measures is no part of another. */
const benches: Record<string, () => Promise<Bench>> = {
  door: async () => (await import('./door.ts')).benchDoor,
  applied: async () => (await import('./applied.ts')).benchApplied,
  checkout: async () => (await import('./checkout.ts')).benchCheckout,
  sandbox: async () => (await import('./sandbox.ts')).benchSandbox,
  reports: async () => (await import('./reports.ts')).benchReports,
}

const withoutEvents: ReadonlySet<string> = new Set(['checkout', 'sandbox', 'reports'])
const named = process.argv.slice(2)
const wanted = named.length > 0 ? named : Object.keys(benches)
const kept = process.env.BENCH_DIR
const folder = kept ?? mkdtempSync(join(tmpdir(), 'mainstay-bench-'))
const server = await startEmbedded(folder, {
  ...{ track_commit_timestamp: 'on', max_wal_size: '8GB' },
  shared_buffers: '1GB', // as a server of so many rows would have it; at home it is a laptop's
})
const lived = wanted.some((name) => !withoutEvents.has(name)) ? await livedAccount() : null
try {
  for (const [name, load] of Object.entries(benches)) {
    if (!wanted.includes(name)) continue
    process.stdout.write(`\n${name}\n`)
    const bench = await load()
    await bench(server.url, lived?.events ?? [])
  }
} finally {
  lived?.stripe.kill()
  await server.stop()
  if (kept === undefined) rmSync(folder, { recursive: true, force: true })
}
process.exit(0)

/** Stripe in a process of its own with an account that has been lived, and what it has told. */
async function livedAccount() {
  const stripe = await started('bench/stripe-server.ts', [String(stripePort), '600'])
  const told = await fetch(`http://127.0.0.1:${stripePort}/_bench/events`)
  const events = (await told.text()).split('\n')
  process.stdout.write(`${events.length} events of a lived account\n`)
  return { stripe, events }
}
