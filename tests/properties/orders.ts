import { seededRandom } from '../../src/platform/seeded-random.ts'
import type { InboxRow } from './recording.ts'

/** One way of telling a story: which events come, in which order; `how` names it when it fails. */
export type Order = Readonly<{ how: string; rows: readonly InboxRow[] }>

export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => [random(), item] as const)
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item)
}

type Wanted = Readonly<{ shuffles: number; seed: number }>
const mostPermuted = 6
const repeats = 3

/** Every order where there are at most six events, else seeded shuffles in which three come twice. */
export function anyOrders(rows: readonly InboxRow[], { shuffles, seed }: Wanted): Order[] {
  if (rows.length <= mostPermuted) {
    return permutationsOf(rows).map((order) => ({ how: 'a permutation', rows: order }))
  }
  const random = seededRandom(seed)
  return Array.from({ length: shuffles }, (_, number) => {
    const again = shuffled(rows, random).slice(0, repeats)
    return {
      how: `shuffle ${number} of seed ${seed}`,
      rows: shuffled([...rows, ...again], random),
    }
  })
}

function permutationsOf<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((first, at) =>
    permutationsOf(items.toSpliced(at, 1)).map((rest) => [first, ...rest]),
  )
}

/** Seen in public to leave other systems in a wrong state (domain/stripe.md 8.4): the first too early. */
const harmful: readonly (readonly [early: string, late: string])[] = [
  ['customer.subscription.updated', 'customer.subscription.created'],
  ['checkout.session.completed', 'customer.subscription.created'],
  ['customer.subscription.deleted', 'invoice_payment.paid'],
  ['charge.updated', 'charge.succeeded'],
]

export function harmfulOrders(rows: readonly InboxRow[]): Order[] {
  return harmful.flatMap(([early, late]) => {
    const before = rows.findIndex(({ type }) => type === late)
    const after = rows.findLastIndex(({ type }) => type === early)
    const moved = rows[after]
    if (before === -1 || moved === undefined || after < before) return []
    const rest = rows.toSpliced(after, 1).toSpliced(before, 0, moved)
    return [{ how: `${early} before ${late}`, rows: rest }]
  })
}

/** Two Event objects for every change, and everything in one second: `created` tells nothing then. */
export function confusingOrders(rows: readonly InboxRow[], { shuffles, seed }: Wanted): Order[] {
  const random = seededRandom(seed)
  const twins = rows.flatMap((row) => [row, { ...row, event_id: `${row.event_id}Twin` }])
  const created = rows[0]?.created ?? new Date(0)
  const oneSecond = rows.map((row) => ({ ...row, created }))
  return Array.from({ length: shuffles }, (_, number) => [
    { how: `twins ${number} of seed ${seed}`, rows: shuffled(twins, random) },
    { how: `one second ${number} of seed ${seed}`, rows: shuffled(oneSecond, random) },
  ]).flat()
}

/** Each single event never told, and none told at all. */
export function withOneDropped(rows: readonly InboxRow[]): Order[] {
  const each = rows.map(({ type }, at) => ({
    how: `without ${type}, the event number ${at + 1}`,
    rows: rows.toSpliced(at, 1),
  }))
  return [...each, { how: 'without any event', rows: [] }]
}
