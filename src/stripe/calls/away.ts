import Stripe from 'stripe'
import type { Time } from './rate.ts'

/** Stripe as a whole is out of reach or wants fewer calls: nobody's fault, tried again by itself. */
export class StripeAway extends Error {
  readonly retry_after_ms: number
  constructor(retry_after_ms: number) {
    super('Stripe is out of reach')
    this.retry_after_ms = retry_after_ms
  }
}

/** The StripeAway behind what the SDK threw, or null when something else was the matter. */
export function awayIn(error: unknown): StripeAway | null {
  if (error instanceof StripeAway) return error
  const detail = error instanceof Stripe.errors.StripeConnectionError ? error.detail : null
  return detail instanceof StripeAway ? detail : null
}

/** Whether Stripe as a whole answers: one for all that calls it from this process. */
export type Presence = Readonly<{
  /** Throws StripeAway while nobody should ask. After each wait one caller tries for all. */
  enter: () => void
  answered: () => void
  /** Nobody has been answered: the wait that this begins, longer each time. */
  lost: (random: number) => StripeAway
  /** Whether anybody has been answered since that moment. */
  hasAnsweredSince: (ms: number) => boolean
  isAway: () => boolean
}>

const firstWait_ms = 5000
const longestWait_ms = 60_000
/** Longer than a call with its repeats: as long as one caller tries for all. */
const trying_ms = 35_000

/** `told` hears of the two changes, each once. */
export function createPresence(
  { now_ms }: Time,
  told: (change: 'away' | 'back') => void,
): Presence {
  let waits = 0
  let until = 0
  let answered_at = Number.NEGATIVE_INFINITY
  return {
    enter: () => {
      if (waits === 0) return
      const now = now_ms()
      if (now < until) throw new StripeAway(until - now)
      until = now + trying_ms
    },
    answered: () => {
      if (waits > 0) told('back')
      waits = 0
      answered_at = now_ms()
    },
    lost: (random) => {
      if (waits === 0) told('away')
      const wait = Math.min(firstWait_ms * 2 ** waits, longestWait_ms) * (1 - random / 2)
      waits += 1
      until = now_ms() + wait
      return new StripeAway(wait)
    },
    hasAnsweredSince: (ms) => answered_at >= ms,
    isAway: () => waits > 0,
  }
}
