// npm run demo: a made-up newsroom's years, lived through the sandbox's clock and the real webhooks.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import type { Config } from '../config.ts'
import type { AppDeps } from '../deps.ts'
import { hush } from '../members/announcements/silence.ts'
import { createKey } from '../platform/auth/keys.ts'
import { secondsAfter } from '../platform/clock.ts'
import { silentLog } from '../platform/log.ts'
import type { Call } from './demo/calls.ts'
import { runningInstance } from './demo/instance.ts'
import { type Lived, live } from './demo/life.ts'
import { housesOf, sandboxOf } from './demo/living.ts'
import type { Size } from './demo/story.ts'
import { borrowDeps } from './deps.ts'
import { lineOn } from './progress.ts'
import { machineClock } from './sandbox.ts'
import { settings } from './settings.ts'

const longest_s = 3600
const bookkeeper = 'Iryna Bondar, finance'
const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most)
const options = z.strictObject({
  members: whole(1, 20_000).default(500),
  months: whole(2, 120).default(18),
  seed: whole(0, 2 ** 31).default(1),
})

function sizeOf(args: string[]): Size {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { members: text, months: text, seed: text } })
  const size = options.safeParse({ ...values })
  if (size.success) return size.data
  const [issue] = size.error.issues
  throw new Error(`--${issue?.path.join('.')}: ${issue?.message} Nothing was made up.`)
}

async function demo(config: Config, size: Size): Promise<void> {
  const sandbox = sandboxOf(config)
  const begun_ms = performance.now()
  const now_ms = () => performance.now()
  const instance = await runningInstance(config)
  try {
    if (isMade(config)) return say('The made-up newsroom is there already; nothing was added.')
    await refuseUsed(sandbox)
    const houses = housesOf(config, await financeKey(config))
    keep(config, { ...size, done: false })
    await hushed(config, secondsAfter(machineClock.now(), longest_s))
    const watched = { now: machineClock.now(), line: lineOn(process.stderr, now_ms), now_ms }
    const lived = await live(houses, size, watched)
    await hushed(config, null)
    keep(config, { ...size, done: true })
    say(summary(config, lived, { seconds: (now_ms() - begun_ms) / 1000, ...instance }))
  } finally {
    await instance.close()
  }
}

const kept = z.object({ done: z.boolean() })
const fileOf = ({ dataDir }: Config) => join(dataDir, 'demo.json')

/** True when it is there whole. Throws where a run was stopped half way: it cannot be gone on with. */
function isMade(config: Config): boolean {
  if (!existsSync(fileOf(config))) return false
  if (kept.parse(JSON.parse(readFileSync(fileOf(config), 'utf8'))).done) return true
  throw new Error(
    `An earlier run was stopped half way. Stop the instance, remove ${config.dataDir} and run it again, or set another DATA_DIR.`,
  )
}

function keep(config: Config, facts: object): void {
  mkdirSync(config.dataDir, { recursive: true })
  writeFileSync(fileOf(config), JSON.stringify(facts))
}

/** A newsroom that somebody already works with is not mixed with a made-up one. */
async function refuseUsed(sandbox: Call): Promise<void> {
  const { data } = await sandbox(z.object({ data: z.array(z.unknown()) }), '/v1/customers?limit=1')
  if (data.length === 0) return
  throw new Error('This instance has members already; set an empty DATA_DIR. Nothing was added.')
}

async function financeKey(config: Config): Promise<string> {
  return withDeps(config, async (deps) => {
    return (await createKey(deps.db, deps, { name: bookkeeper, role: 'finance' })).key
  })
}

/** Nobody mails made-up readers; a run that is stopped half way is heard again after its longest time. */
async function hushed(config: Config, until: Date | null): Promise<void> {
  await withDeps(config, ({ db, clock }) => hush(db, { until, now: clock.now() }))
}

async function withDeps<T>(config: Config, work: (deps: AppDeps) => Promise<T>): Promise<T> {
  const { deps, close } = await borrowDeps(config, silentLog, { needsStripe: false })
  try {
    return await work(deps)
  } finally {
    await close()
  }
}

type Run = Readonly<{ seconds: number; startedHere: boolean }>

function summary({ host, port }: Config, { memberships, gifts, span }: Lived, run: Run): string {
  return [
    `${span.from} to ${span.to}: ${memberships} memberships, ${gifts} gifts, in ${Math.round(run.seconds)} s.`,
    `desk            http://${host}:${port}/desk`,
    run.startedHere
      ? 'npm start       serves it and prints a sign-in link for staff'
      : 'sign in         by the link that npm start has printed',
  ].join('\n')
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

try {
  await demo(settings(), sizeOf(process.argv.slice(2)))
  process.exit(0)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
