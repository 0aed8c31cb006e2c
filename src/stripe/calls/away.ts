import Stripe from 'stripe'
import type { Time } from './rate.ts'

/** Why nobody is answered: not the fault of what was asked for. */
export type Absence = 'is out of reach' | 'refuses our key' | 'wants fewer calls'

/** Stripe as a whole does not answer us: tried again by itself. */
export class StripeAway extends Error {
  readonly retry_after_ms: number
  constructor(absence: Absence, retry_after_ms: number) {
    super(`Stripe ${absence}`)
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
  lost: (absence: Absence, random: number) => StripeAway
  /** Whether anybody has been answered since that moment. */
  hasAnsweredSince: (ms: number) => boolean
  /** Null while Stripe answers, as far as we know. */
  absence: () => Absence | null
}>

const firstWait_ms = 5000
const longestWait_ms = 60_000
/** Longer than a call with its repeats: as long as one caller tries for all. */
const trying_ms = 35_000

/** `told` hears when Stripe goes, and why, and that it is back (null); each once. */
export function createPresence(
  { now_ms }: Time,
  told: (absence: Absence | null) => void,
): Presence {
  let absence: Absence | null = null
  let waits = 0
  let until = 0
  let answered_at = Number.NEGATIVE_INFINITY
  return {
    enter: () => {
      if (absence === null) return
      const now = now_ms()
      if (now < until) throw new StripeAway(absence, until - now)
      until = now + trying_ms
    },
    answered: () => {
      if (absence !== null) told(null)
      absence = null
      waits = 0
      answered_at = now_ms()
    },
    lost: (why, random) => {
      if (absence !== why) told(why)
      absence = why
      const wait = Math.min(firstWait_ms * 2 ** waits, longestWait_ms) * (1 - random / 2)
      waits += 1
      until = now_ms() + wait
      return new StripeAway(why, wait)
    },
    hasAnsweredSince: (ms) => answered_at >= ms,
    absence: () => absence,
  }
}
