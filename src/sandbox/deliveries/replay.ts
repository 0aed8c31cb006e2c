import * as z from 'zod'
import type { Engine } from '../engine.ts'
import { chance } from '../ids.ts'
import type { Event } from '../objects/event.ts'
import type { Unit } from '../unit.ts'

/** Types that come before all others, and types that come after them. */
type Push = Readonly<{ first?: readonly string[]; last?: readonly string[] }>

/** Orders seen of Stripe that have broken others (domain/stripe.md 4.3, 8.4). */
const harmful = {
  subscription_updated_before_created: { first: ['customer.subscription.updated'] },
  payment_intent_succeeded_before_created: { first: ['payment_intent.succeeded'] },
  session_completed_before_subscription: { first: ['checkout.session.completed'] },
  invoice_payment_after_deleted: {
    last: ['customer.subscription.deleted', 'invoice_payment.paid'],
  },
  charge_updated_before_succeeded: { first: ['charge.updated'] },
} as const satisfies Record<string, Push>

const orders = [...Object.keys(harmful), 'oldest_first', 'newest_first', 'shuffle']

/** `POST /_sandbox/replay`. */
export const replaySetting = z.strictObject({
  from: z
    .union([z.int().min(0), z.string().startsWith('evt_')])
    .default(0)
    .describe('A time in Unix seconds, or an event’s id; that one goes, too. 0: everything.'),
  order: z.enum(orders).default('oldest_first'),
  seed: z.int().default(1).describe('What a shuffle follows from.'),
})
type Replay = z.infer<typeof replaySetting>

/**
 * Sends events again, one after the other in the order asked for, each to every endpoint that
 * listens to it; a later one waits until an earlier one is answered. Answers their ids in that order.
 * @throws StripeError 404 for an event that is not known
 */
export async function replay(engine: Engine, account: string, asked: Replay): Promise<string[]> {
  const events = await engine.look(account, (unit) => eventsFrom(unit, asked.from))
  const ordered = inOrder(events, asked)
  for (const event of ordered) {
    await engine.work(account, (unit) => unit.resend(event))
    await engine.post.deliver(account)
  }
  return ordered.map(({ id }) => id)
}

/** In the order in which they happened. */
async function eventsFrom(unit: Unit, from: Replay['from']): Promise<Event[]> {
  if (typeof from === 'number') {
    return (await unit.list('event', { created: { gte: from } })).reverse()
  }
  const first = await unit.need('event', from, 'from')
  return [first, ...(await unit.list('event', { before: from })).reverse()]
}

function inOrder(events: readonly Event[], { order, seed }: Replay): Event[] {
  if (order === 'newest_first') return events.toReversed()
  if (order === 'shuffle') {
    return events.toSorted((a, b) => chance(`${seed}/${a.id}`) - chance(`${seed}/${b.id}`))
  }
  const { first = [], last = [] } = pushOf(order)
  const place = ({ type }: Event) => {
    if (first.includes(type)) return -1
    return last.indexOf(type) + 1 // those that come last keep the order in which they are named
  }
  return events.toSorted((a, b) => place(a) - place(b))
}

function pushOf(order: string): Push {
  return Object.entries<Push>(harmful).find(([name]) => name === order)?.[1] ?? {}
}
