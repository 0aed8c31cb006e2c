import type { Database } from '../../src/platform/database/connection.ts'
import { seededRandom } from '../../src/platform/seeded-random.ts'
import { answersOfCopies, copyOf } from '../properties/copies.ts'
import { type Ending, endingsOf } from '../properties/ending.ts'
import { shuffled } from '../properties/orders.ts'
import { rowsOf } from '../properties/recording.ts'
import { told } from '../properties/telling.ts'
import { testClock } from '../stripe/account.ts'
import { live } from '../stripe/life.ts'

/**
 * Many people who live the same life beside each other (a gift, a membership, a renewal, one that
 * fails and one that succeeds in the end, an end, a refund), each with ids of their own: as many
 * events as wanted from one recorded life.
 */
export type Crowd = Awaited<ReturnType<typeof crowdFor>>

/** One delivery to make: which event of which person. */
export type Delivery = Readonly<{ event: number; person: number }>

export async function crowdFor(wanted: { events: number; seed: number; oneSecond?: boolean }) {
  const account = await live(testClock())
  const created = Math.floor(account.clock.now().getTime() / 1000)
  const events = (await account.events()).map((event) =>
    JSON.stringify(wanted.oneSecond ? { ...event, created } : event),
  )
  const people = Math.ceil(wanted.events / events.length)
  const everybody = Array.from({ length: people }, (_, person) => person)
  const random = seededRandom(wanted.seed)
  const all = everybody.flatMap((person) => events.map((_, event) => ({ event, person })))
  return {
    people,
    /** How many different events there are. */
    events: () => all.length,
    /** Everything once and a fifth of it twice, in one shuffle. */
    deliveries: () => shuffled([...all, ...all.filter(() => random() < 0.2)], random),
    payloadOf: ({ event, person }: Delivery) => copyOf(events[event] ?? '', person),
    /** Stripe, as it answers for all of them. */
    answer: answersOfCopies(
      { account },
      { copies: people, curtain: { revealed: async () => everybody } },
    ),
    /** How one of them ends who is told everything in order, one by one, without any fault. */
    expected: async (db: Database): Promise<Ending> => {
      const rows = await rowsOf(account)
      const recording = { account, rows }
      const [ending] = await told(db, recording, [{ how: 'as it happened', rows }])
      if (ending === undefined) throw new Error('nobody lived')
      return ending
    },
    /** The people who ended differently, a line each. */
    differing: async (db: Database, expected: Ending): Promise<string[]> =>
      (await endingsOf(db, people)).flatMap(({ rows }, person) =>
        rows === expected.rows ? [] : [`person ${person}:\n${rows}\ninstead of\n${expected.rows}`],
      ),
  }
}
