import * as z from 'zod'
import { fault } from '../fault.ts'
import { chance } from '../ids.ts'
import type { Event } from '../objects/event.ts'
import { listensTo, type WebhookEndpoint } from '../objects/webhook-endpoint.ts'
import type { AccountState, Delivery } from '../store/store.ts'
import type { Unit } from '../unit.ts'

const probability = z.number().min(0).max(1)

/** The setting of `POST /_sandbox/chaos` (domain/stripe.md 8.4); `{}` is calm. */
export const chaosSetting = z.strictObject({
  seed: z.number().int().default(1).describe('What all of it follows from.'),
  duplicate: probability.default(0).describe('How often a delivery is made twice, 0 to 1.'),
  reorder: z
    .union([z.number().int().min(0), z.literal('shuffle')])
    .default(0)
    .describe('How many places an event may lose or gain; shuffle: everything at random.'),
  delay: z
    .tuple([z.number().min(0), z.number().min(0)])
    .refine(([least, most]) => least <= most, 'the least comes before the most')
    .optional()
    .describe('Seconds of the sandbox’s clock, at least and at most: 1, 30.'),
  drop: z
    .union([probability, z.array(z.string())])
    .default(0)
    .describe('How often, or which types, are never delivered: charge.updated, payout.paid.'),
  splitEvent: probability.default(0).describe('How often one change is told by two events.'),
  badSignature: probability.default(0).describe('How often it is signed with another secret.'),
  staleTimestamp: probability.default(0).describe('How often it was signed an hour ago.'),
  truncateBody: probability.default(0).describe('How often the body ends in its middle.'),
  wrongLivemode: probability.default(0).describe('How often it says that it is live.'),
  oldApiVersion: z
    .string()
    .regex(
      /^20[2-9]\d-\d\d-\d\d(\.[a-z]+)?$/,
      'a version is a date, as 2020-08-27 or 2025-04-30.basil',
    )
    .refine((version) => version >= '2020-08-27', 'the oldest version is 2020-08-27')
    .optional()
    .describe('The shape of events: one of Stripe’s versions since 2020-08-27.'),
  faults: z.array(fault).default([]),
  concurrent: z
    .number()
    .int()
    .min(1)
    .max(64)
    .default(16)
    .describe('How many deliveries are under way at once.'),
})
export type Chaos = z.infer<typeof chaosSetting>

const read = new WeakMap<object, Chaos>()

/** An account's setting, which is asked for with every event: read once while it stays the same. */
export function chaosOf({ chaos }: Pick<AccountState, 'chaos'>): Chaos {
  const known = read.get(chaos) ?? chaosSetting.parse(chaos)
  read.set(chaos, known)
  return known
}

const flaws = ['badSignature', 'staleTimestamp', 'truncateBody', 'wrongLivemode'] as const

/** What is wrong with the next attempt of a delivery, as chaos stands; the event stays as it is. */
export function flawsOf({ id, attempts }: Delivery, chaos: Chaos): readonly string[] {
  const roll = (flaw: string) => chance(`${chaos.seed}/${id}/${flaw}/${attempts}`)
  return flaws.filter((flaw) => chaos[flaw] > 0 && roll(flaw) < chaos[flaw])
}

/** The deliveries of an event: one to each endpoint that listens, or what chaos makes of it. */
export function addressed(event: Event, endpoints: WebhookEndpoint[], unit: Unit): Delivery[] {
  const chaos = chaosOf(unit.account)
  return endpoints
    .filter((endpoint) => listensTo(endpoint, event.type))
    .flatMap((endpoint) => copies(unit, event, endpoint, chaos))
}

/** Whether a second event tells the same change. */
export function isSplit({ id }: Event, { account }: Unit): boolean {
  const { seed, splitEvent } = chaosOf(account)
  return splitEvent > 0 && chance(`${seed}/${id}/split`) < splitEvent
}

function copies(unit: Unit, event: Event, { id: endpoint }: WebhookEndpoint, chaos: Chaos) {
  const roll = (what: string) => chance(`${chaos.seed}/${event.id}/${endpoint}/${what}`)
  if (isDropped(event, chaos, roll)) return []
  const times = chaos.duplicate > 0 && roll('duplicate') < chaos.duplicate ? 2 : 1
  return Array.from({ length: times }, (_, copy): Delivery => {
    const rank = unit.next()
    return {
      id: `${event.id}/${endpoint}/${rank}`,
      event: event.id,
      endpoint,
      born: unit.accountMs,
      due: unit.accountMs + 1000 * delayOf(chaos, () => roll(`delay${copy}`)),
      rank: rank + placesOf(chaos, rank, () => roll(`reorder${copy}`)),
      attempts: 0,
      state: 'pending',
      flaws: [],
      outcome: null,
    }
  })
}

// chance is asked only where something may come of it: most events live in calm

function isDropped({ type }: Event, { drop }: Chaos, roll: (what: string) => number): boolean {
  if (typeof drop !== 'number') return drop.includes(type)
  return drop > 0 && roll('drop') < drop
}

function delayOf({ delay }: Chaos, roll: () => number): number {
  if (!delay) return 0
  const [from, to] = delay
  return from + Math.max(to - from, 0) * roll()
}

/** Shuffled deliveries go by chance alone; each event takes three numbers or so of its account. */
function placesOf({ reorder }: Chaos, rank: number, roll: () => number): number {
  if (reorder === 0) return 0
  return reorder === 'shuffle' ? Math.round(roll() * 1e9) - rank : Math.round(roll() * reorder * 3)
}
