import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { isAlive, livePostmaster } from '../../src/platform/database/embedded/postmaster.ts'
import { randomOf } from '../properties/orders.ts'
import { until } from '../until.ts'
import { type Sent, send } from './sender.ts'
import { createWorld, type Outcome, outcomeOf, type Trouble, type World } from './world.ts'

export type Wanted = Readonly<{ events: number; seed: number; times: number }>
/** Something that goes wrong `times` times while `events` are told; `tell` is for progress. */
export type Scenario = (wanted: Wanted, tell?: (progress: string) => void) => Promise<Outcome>

const patience_s = 1800

/** Everything at once: 32 connections, a fifth twice, one shuffle. */
export const flood: Scenario = (wanted, tell) =>
  inWorld(wanted, async (world) => {
    const app = await world.startApp()
    return told(world, { doors: () => [app.url], tell })
  })

/** Two processes with a loop each on one database, and both are told. */
export const twoProcesses: Scenario = (wanted, tell) =>
  inWorld(wanted, async (world) => {
    const apps = [await world.startApp(), await world.startApp()]
    return told(world, { doors: () => apps.map(({ url }) => url), tell })
  })

/** The app is killed at random moments, and started again at once. */
export const killedApp: Scenario = (wanted, tell) =>
  inWorld(wanted, async (world) => {
    const random = randomOf(wanted.seed)
    let app = await world.startApp()
    return told(world, { doors: () => [app.url], tell }, async () => {
      for (let times = 0; times < wanted.times; times += 1) {
        await wait(300 + random() * 1500)
        await app.close()
        app = await world.startApp(world.databaseUrl, app.port)
      }
    })
  })

/** PostgreSQL is killed as a power cut would, and comes up again seconds later. */
export const stoppedPostgres: Scenario = (wanted, tell) =>
  inWorld(wanted, async (world) => {
    const random = randomOf(wanted.seed)
    const app = await world.startApp()
    return told(world, { doors: () => [app.url], tell }, async () => {
      for (let times = 0; times < wanted.times; times += 1) {
        await wait(500 + random() * 2000)
        await stopHard(world)
        await wait(random() * 2000)
        await world.restartPostgres()
      }
    })
  })

async function stopHard({ dataDir }: World): Promise<void> {
  const postmaster = livePostmaster(resolve(dataDir, 'postgres'))?.pid ?? 0
  process.kill(postmaster, 'SIGQUIT') // the immediate shutdown: nothing is written any more
  await until('PostgreSQL has ended', () => !isAlive(postmaster))
}

/** Someone holds a lock on the inbox, longer than a request may wait. */
export const lockedInbox: Scenario = (wanted, tell) =>
  inWorld(wanted, async (world) => {
    const app = await world.startApp()
    return told(world, { doors: () => [app.url], tell }, async () => {
      for (let times = 0; times < wanted.times; times += 1) {
        await wait(300)
        await world.db.transaction().execute(async (trx) => {
          await sql`lock table inbox in access exclusive mode`.execute(trx)
          await wait(4000)
        })
      }
    })
  })

/** Stripe answers a third of all calls with 429, 500, a broken connection or late. */
export const troubledStripe: Scenario = (wanted, tell) => {
  const random = randomOf(wanted.seed)
  const trouble: Trouble = () => {
    const chance = random()
    if (chance < 0.1) return answered(429, 'rate_limit')
    if (chance < 0.2) return answered(500, 'api_error')
    if (chance < 0.3) return brokenOff()
    return null
  }
  return inWorld(
    wanted,
    async (world) => {
      const app = await world.startApp()
      return told(world, { doors: () => [app.url], tell })
    },
    { trouble },
  )
}

async function answered(status: number, code: string): Promise<Response> {
  const error = { type: status === 429 ? 'invalid_request_error' : code, code, message: 'by order' }
  return Response.json({ error }, { status })
}

async function brokenOff(): Promise<Response> {
  const pull = (controller: ReadableStreamDefaultController) =>
    controller.error(new Error('by order'))
  return new Response(new ReadableStream({ pull }), {
    headers: { 'content-type': 'application/json' },
  })
}

/** Runs it in a world of its own, which is gone afterwards. */
export async function inWorld(
  wanted: Wanted,
  run: (world: World) => Promise<Outcome>,
  options: Parameters<typeof createWorld>[1] = {},
): Promise<Outcome> {
  const world = await createWorld(wanted, options)
  try {
    return await run(world)
  } finally {
    await world.close()
  }
}

type Telling = Readonly<{
  doors: () => readonly string[]
  tell?: ((progress: string) => void) | undefined
}>

/** Tells everything while `meanwhile` goes on, waits until all is applied, and looks at the ends. */
export async function told(
  world: World,
  { doors, tell = () => {} }: Telling,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<Outcome> {
  const deliveries = world.crowd.deliveries()
  const progress = (taken: number) => {
    if (taken % 1000 === 0) tell(`${taken} of ${deliveries.length} told`)
  }
  const sending: Promise<Sent> = send(world.crowd, deliveries, { doors, tell: progress })
  const [sent] = await Promise.all([sending, meanwhile()])
  tell('all told, until all is applied')
  await world.settled(patience_s)
  return outcomeOf(world, deliveries.length, sent)
}
