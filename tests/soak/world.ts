import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sandboxWebhookSecret } from '../../src/config.ts'
import { databaseOn, openPool, readerOf } from '../../src/platform/database/connection.ts'
import { startEmbedded } from '../../src/platform/database/embedded/server.ts'
import { migrate } from '../../src/platform/database/migrations.ts'
import { listen } from '../../src/platform/http/listen.ts'
import { served } from '../faults/served.ts'
import { freePorts } from '../free-port.ts'
import { forgetAll } from '../stripe/story.ts'
import { until } from '../until.ts'
import { crowdFor } from './crowd.ts'
import type { Sent } from './sender.ts'

/** Answers in Stripe's place when it wants to, else null. */
export type Trouble = (request: Request) => Promise<Response> | null

export type World = Awaited<ReturnType<typeof createWorld>>

/**
 * A crowd, Stripe as it answers for them over HTTP, and a PostgreSQL with its ordinary durability on a
 * folder of its own, which can be stopped hard and started again.
 */
export async function createWorld(
  wanted: Parameters<typeof crowdFor>[0],
  {
    dataDir = mkdtempSync(join(tmpdir(), 'mainstay-soak-')),
    trouble = () => null,
    release = () => {},
  }: Options = {},
) {
  const crowd = await crowdFor(wanted)
  const [stripePort = 0, postgresPort = 0] = await freePorts(2)
  const where = { host: '127.0.0.1', port: stripePort, variable: 'the stand-in' }
  const stripe = await listen((request) => trouble(request) ?? crowd.answer(request), where)
  const comeUp = () => startEmbedded(dataDir, { port: `${postgresPort}` })
  let server = await comeUp()
  const db = databaseOn(openPool(server.url))
  await migrate(db, 'migrations')
  const expected = await crowd.expected(db)
  await forgetAll(db)
  const apps: App[] = []
  const environment = {
    ...{ STRIPE_SECRET_KEY: 'sk_test_copies', STRIPE_API_BASE: stripe.url },
    ...{ STRIPE_CALLS_PER_SECOND: '1000', STRIPE_WEBHOOK_SECRET: sandboxWebhookSecret },
  }
  return {
    ...{ crowd, db, expected, dataDir, databaseUrl: server.url },
    /** An app at work in a process of its own; through `databaseUrl`, or a way of its own to it. */
    startApp: async (databaseUrl = server.url, port?: number) => {
      const more = port === undefined ? {} : { port }
      const app = await served(databaseUrl, { work: true, environment, ...more })
      apps.push(app)
      return app
    },
    restartPostgres: async () => {
      server = await comeUp()
    },
    /** `aside`: objects that nobody waits for. */
    settled: (within_s: number, aside?: readonly string[]) => settled(db, within_s, aside),
    close: async () => {
      for (const app of apps) await app.close()
      await db.destroy()
      await server.stop()
      await stripe.close()
      release()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
/** `release` lets go of what keeps the folder, once the server has ended. */
type Options = Readonly<{ dataDir?: string; trouble?: Trouble; release?: () => void }>
type App = Awaited<ReturnType<typeof served>>
type Database = ReturnType<typeof databaseOn>

/** Waits until no object has news that are still to be applied. */
async function settled(
  db: Database,
  within_s: number,
  aside: readonly string[] = [],
): Promise<void> {
  const waiting = () =>
    readerOf(db)
      .selectFrom('inbox')
      .select('event_id')
      .where('state', '=', 'new')
      .where('object_key', 'not in', ['', ...aside])
      .limit(1)
      .execute()
  await until('nothing waits', async () => (await waiting()).length === 0, { within_s })
}

/** What came of it: how many were told, what was refused, and who ended differently. */
export type Outcome = Readonly<{
  events: number
  deliveries: number
  refused: ReadonlyMap<string, number>
  differences: readonly string[]
}>

/** Every event of a 2xx must be kept, and everybody must end as the undisturbed do. */
export async function outcomeOf(
  { crowd, db, expected }: Pick<World, 'crowd' | 'db' | 'expected'>,
  deliveries: number,
  { refused }: Sent,
): Promise<Outcome> {
  const kept = await readerOf(db)
    .selectFrom('inbox')
    .select(({ fn }) => fn.countAll<bigint>().as('events'))
    .where('type', '<>', 'mainstay.asked')
    .where('event_id', '<>', 'evt_poison')
    .executeTakeFirstOrThrow()
  const events = crowd.events()
  const lost = events - Number(kept.events)
  const differences = await crowd.differing(db, expected)
  const losses = lost === 0 ? [] : [`${lost} events were taken and are not kept`]
  return { events, deliveries, refused, differences: [...losses, ...differences] }
}
