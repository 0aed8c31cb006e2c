import type { Clock } from '../../../src/platform/clock.ts'
import { type Database, readerOf } from '../../../src/platform/database/connection.ts'
import { delivery, doorOf, testConfig } from '../house.ts'
import { mutationsOf, saysTheSame, type Wire } from './mutations.ts'

export type Verdict = Readonly<{
  refused: number
  /** Mutations that say the same as the honest delivery, as parts of the header in another order do. */
  same: number
  /** Answers that were neither 4xx nor earned: none, if the door is well. */
  wrong: readonly string[]
  stored: number
  /** What the door says to the delivery that all of them were made of. */
  honest: number
}>

/** Brings `count` forgeries of one delivery to the door and counts what it says and what it keeps. */
export async function forged(
  deps: { db: Database; machineClock: Clock },
  { count, seed }: { count: number; seed: number },
): Promise<Verdict> {
  const door = doorOf({ ...deps, config: testConfig })
  const honest = honestWire(deps.machineClock.now())
  const verdict = { refused: 0, same: 0, wrong: [] as string[] }
  const before = await inboxRows(deps.db)
  const forgeries = mutationsOf(honest, seed)
  for (let number = 0; number < count; number += 1) {
    const forgery = forgeries.next().value
    if (saysTheSame(honest, forgery)) {
      verdict.same += 1
      continue
    }
    const { status } = await door.request('/webhooks/stripe', requestOf(forgery))
    if (status >= 400 && status < 500) verdict.refused += 1
    else
      verdict.wrong.push(
        `${status} for ${forgery.header} ${new TextDecoder().decode(forgery.body)}`,
      )
  }
  const stored = (await inboxRows(deps.db)) - before
  const { status } = await door.request('/webhooks/stripe', requestOf(honest))
  return { ...verdict, stored, honest: status }
}

function honestWire(now: Date): Wire {
  const object = { id: 'ch_honest', object: 'charge', description: 'žluťoučký kůň, 猫, 🐈' }
  const event = { id: 'evt_honest', object: 'event', type: 'charge.succeeded', created: 1 }
  const { body, headers } = delivery({ ...event, livemode: false, data: { object } }, { now })
  const header = new Headers(headers).get('stripe-signature') ?? ''
  return { body: new TextEncoder().encode(String(body)), header }
}

function requestOf({ body, header }: Wire): RequestInit {
  return {
    method: 'POST',
    body: Buffer.from(body),
    headers: { 'stripe-signature': header, 'content-length': String(body.byteLength) },
  }
}

async function inboxRows(db: Database): Promise<number> {
  const counted = readerOf(db)
    .selectFrom('inbox')
    .select(({ fn }) => fn.countAll<bigint>().as('rows'))
  return Number((await counted.executeTakeFirstOrThrow()).rows)
}
