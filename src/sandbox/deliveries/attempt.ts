import type { Settings } from '../settings.ts'
import type { Delivery, Outgoing, Reader } from '../store/store.ts'
import { type Chaos, flawsOf } from './chaos.ts'
import { letterOf } from './letter.ts'
import { post } from './post.ts'

/** What an account says about its deliveries. */
export type Rules = Readonly<{ chaos: Chaos; settings: Settings }>

type Around = Rules &
  Readonly<{
    /** Signatures go by it. */
    machineNow: Date
    /** Milliseconds of the account's clock. */
    nowMs: () => number
    reader: Reader
  }>

const minute_ms = 60_000
const hour_ms = 60 * minute_ms

/**
 * The pauses after each failed attempt, then `last` until `patience` is over (domain/stripe.md 4.2
 * and 8.4: live for three days, in Stripe's sandboxes three times; unpublished, so an assumption).
 */
const profiles = {
  live: {
    pauses: [5 * minute_ms, 30 * minute_ms, 2 * hour_ms, 5 * hour_ms, 10 * hour_ms],
    last: 12 * hour_ms,
    patience: 72 * hour_ms,
  },
  sandbox: { pauses: [5 * minute_ms, hour_ms], last: 72 * hour_ms, patience: 12 * hour_ms },
} as const

/** One attempt. Only a 2xx is a success; a redirect is not followed and is a failure. */
export async function attempt(outgoing: Outgoing, around: Around): Promise<Delivery> {
  const { chaos, settings, machineNow, nowMs, reader } = around
  const delivery = { ...outgoing.delivery, flaws: flawsOf(outgoing.delivery, chaos) }
  const letter = await letterOf({ ...outgoing, delivery }, { chaos, at: machineNow, reader })
  const outcome = await post(letter, settings.deliveryTimeoutSeconds * 1000)
  const attempts = delivery.attempts + 1
  if (/^2\d\d$/.test(outcome)) return { ...delivery, attempts, outcome, state: 'delivered' }
  const profile = profiles[settings.deliveryRetries]
  const pause = pauseAfter(profile.pauses[attempts - 1] ?? profile.last, { attempts, outcome })
  const due = nowMs() + pause
  const hasHadItsTries = attempts > profile.pauses.length // a clock moved by a year takes none away
  const isOver = hasHadItsTries && due > delivery.born + profile.patience
  return isOver
    ? { ...delivery, attempts, outcome, state: 'failed' }
    : { ...delivery, attempts, outcome, due }
}

/** Where nobody listens, somebody may soon: an app that starts up is not left waiting. */
function pauseAfter(pause: number, { attempts, outcome }: { attempts: number; outcome: string }) {
  return outcome === 'ECONNREFUSED' ? Math.min(pause, 1000 * 2 ** attempts) : pause
}
