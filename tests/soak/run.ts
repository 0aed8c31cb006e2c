// npm run soak [-- --only flood,killed-app --scale 0.1 --seed 7]: the long tests. Prints how far it is and, in the end, a
// table; exits 1 where anything ended differently. Each works on a PostgreSQL, apps and a Stripe of its
// own; nothing is left behind.
import { availableParallelism, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { fullDisk } from './full-disk.ts'
import { madeUpAccounts } from './histories.ts'
import {
  brokenNetwork,
  flood,
  killedApp,
  lockedInbox,
  oneSecond,
  poisoned,
  type Scenario,
  stoppedPostgres,
  troubledStripe,
  twoProcesses,
  type Wanted,
} from './scenarios.ts'
import { wholeHistory } from './whole-history.ts'

const soaks: Readonly<Record<string, readonly [Scenario, Omit<Wanted, 'seed'>]>> = {
  flood: [flood, { events: 100_000, times: 1, lasts_s: 0 }],
  'one-second': [oneSecond, { events: 20_000, times: 1, lasts_s: 0 }],
  'killed-app': [killedApp, { events: 50_000, times: 60, lasts_s: 0 }],
  'stopped-postgres': [stoppedPostgres, { events: 20_000, times: 10, lasts_s: 0 }],
  'two-processes': [twoProcesses, { events: 20_000, times: 1, lasts_s: 0 }],
  'troubled-stripe': [troubledStripe, { events: 10_000, times: 1, lasts_s: 0 }],
  'locked-inbox': [lockedInbox, { events: 10_000, times: 3, lasts_s: 6 }],
  'broken-network': [brokenNetwork, { events: 20_000, times: 3, lasts_s: 30 }],
  poisoned: [poisoned, { events: 10_000, times: 1, lasts_s: 0 }],
  'full-disk': [fullDisk, { events: 10_000, times: 3, lasts_s: 5 }],
  /** Accounts in place of events. */
  'made-up-accounts': [madeUpAccounts, { events: 10_000, times: 1, lasts_s: 0 }],
  /** Of balance transactions; it prints all objects and the calls that they took. */
  'whole-history': [wholeHistory, { events: 100_000, times: 1, lasts_s: 0 }],
}

const text = { type: 'string' } as const
const { values } = parseArgs({ options: { only: text, scale: text, seed: text } })
const { only } = values
const scale = Number(values.scale ?? 1)
const seed = Number(values.seed ?? 2026)
const names = only === undefined ? Object.keys(soaks) : only.split(',')
const memory_gb = Math.round(totalmem() / 2 ** 30)
process.stdout.write(`seed ${seed}, ${availableParallelism()} cores, ${memory_gb} GB\n`)
const table: string[] = []
let isWell = true
for (const name of names) {
  const soak = soaks[name]
  if (soak === undefined) throw new Error(`--only knows ${Object.keys(soaks).join(', ')}`)
  const [scenario, whole] = soak
  const wanted = {
    ...whole,
    events: Math.ceil(whole.events * scale),
    times: Math.ceil(whole.times * scale),
  }
  const begun = performance.now()
  const tell = (progress: string) => process.stdout.write(`${name}: ${progress}\n`)
  const { events, deliveries, refused, differences } = await scenario({ ...wanted, seed }, tell)
  const seconds = Math.round((performance.now() - begun) / 1000)
  for (const difference of differences.slice(0, 5)) process.stdout.write(`${difference}\n`)
  isWell &&= differences.length === 0
  const said = [...refused].map(([what, times]) => `${times} × ${what}`).join(', ') || 'none'
  const counts = `${events} events, ${deliveries} deliveries, ${wanted.times} times`
  table.push(
    `${name}: ${counts}; refused: ${said}; ${differences.length} differences; ${seconds} s`,
  )
}
process.stdout.write(`\n${table.join('\n')}\n`)
process.exit(isWell ? 0 : 1)
