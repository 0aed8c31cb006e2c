import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { sandboxWebhookSecret } from '../../src/config.ts'
import { isAlive, livePostmaster } from '../../src/platform/database/embedded/postmaster.ts'
import { seededRandom } from '../../src/platform/seeded-random.ts'
import { networkTo } from '../faults/network.ts'
import { delivery } from '../stripe/house.ts'
import { until } from '../until.ts'
import { type Sent, send } from './sender.ts'
import { createWorld, type Outcome, outcomeOf, type Trouble, type World } from './world.ts'

export type Wanted = Readonly<{
  events: number
  seed: number
  times: number
  /** How long a trouble that has a length lasts. */
  lasts_s: number
  oneSecond?: boolean
}>
/** Something that goes wrong `times` times while `events` are told; `tell` is for progress. */
export type Scenario = (wanted: Wanted, tell?: (progress: string) => void) => Promise<Outcome>

const patience_s = 1800

/** Everything at once: 32 connections, a fifth twice, one shuffle. */
export const flood: Scenario = (wanted, tell) =>
  inWorld(wanted, async (world) => {
    const app = await world.startApp()
    return told(world, { doors: () => [app.url], tell })
  })

/** Everything at once, and every event of everybody made in one second: `created` tells nothing. */
export const oneSecond: Scenario = (wanted, tell) => flood({ ...wanted, oneSecond: true }, tell)

/** Two processes with a loop each on one database, and both are told. */
export const twoProcesses: Scenario = (wanted, tell) =>
  inWorld(wanted, async (world) => {
    const apps = [await world.startApp(), await world.startApp()]
    return told(world, { doors: () => apps.map(({ url }) => url), tell })
  })

/** The app is killed at random moments, and started again at once. */
export const killedApp: Scenario = (wanted, tell) =>
  inWorld(wanted, async (world) => {
    const random = seededRandom(wanted.seed)
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
    const random = seededRandom(wanted.seed)
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
          await wait(wanted.lasts_s * 1000)
        })
      }
    })
  })

/** Stripe answers a third of all calls with 429, 500 or a proxy's page, and some not at all. */
export const troubledStripe: Scenario = (wanted, tell) => {
  const random = seededRandom(wanted.seed)
  const trouble: Trouble = () => {
    const chance = random()
    if (chance < 0.1) return refusal(429, 'rate_limit')
    if (chance < 0.2) return refusal(500, 'api_error')
    if (chance < 0.3) return Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 }))
    return chance < 0.305 ? silence() : null
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

async function refusal(status: number, code: string): Promise<Response> {
  const error = { type: status === 429 ? 'invalid_request_error' : code, code, message: 'by order' }
  return Response.json({ error }, { status })
}

/** Longer than the app waits. */
async function silence(): Promise<Response> {
  await wait(12_000)
  return new Response()
}

/** The way to the database hangs up, loses answers after the work was done, is slow, falls silent. */
export const brokenNetwork: Scenario = (wanted, tell) =>
  inWorld(wanted, async (world) => {
    const network = await networkTo(new URL(world.databaseUrl))
    const app = await world.startApp(network.url)
    const outcome = await told(world, { doors: () => [app.url], tell }, async () => {
      for (let times = 0; times < wanted.times; times += 1) {
        await wait(500)
        network.hangUp()
        await wait(500)
        network.loseAnswers(50)
        await wait(500)
        network.slow(50)
        await wait(wanted.lasts_s * 100)
        network.slow(0)
        network.flow('pause')
        await wait(wanted.lasts_s * 1000)
        network.flow('resume')
      }
    })
    network.close()
    return outcome
  })

const poison = { id: 'ch_poison', object: 'charge' }

/** A charge that nobody can read, neither as it was sent nor as it is fetched, among all others. */
export const poisoned: Scenario = (wanted, tell) => {
  const trouble: Trouble = ({ url }) =>
    url.includes(poison.id) ? Promise.resolve(Response.json(poison)) : null
  return inWorld(
    wanted,
    async (world) => {
      const app = await world.startApp()
      const event = { id: 'evt_poison', type: 'charge.succeeded', livemode: false, created: 1 }
      const request = delivery({ ...event, data: { object: poison } }, secretly())
      await fetch(`${app.url}/webhooks/stripe`, request)
      return told({ ...world, aside: [poison.id] }, { doors: () => [app.url], tell })
    },
    { trouble },
  )
}

function secretly() {
  return { now: new Date(), by: sandboxWebhookSecret }
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
  world: World & { aside?: readonly string[] },
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
  await world.settled(patience_s, world.aside)
  return outcomeOf(world, deliveries.length, sent)
}
