import type { Config } from '../../../config.ts'
import { currentProofs } from '../../../ledger/proofs.ts'
import { paymentRhythm } from '../../../ledger/rhythm.ts'
import { failedAttempts } from '../../../members/attempts.ts'
import { tooManyStrangers } from '../../../members/refused-cards.ts'
import { type Clock, secondsAfter } from '../../../platform/clock.ts'
import type { Reader } from '../../../platform/database/connection.ts'
import { outboxState } from '../../../platform/outbox/dead.ts'
import { doorOf, endpointWatch } from '../../../stripe/endpoint.ts'
import { missedSince, missedSinceLastWebhook } from '../../../stripe/operations.ts'
import { shelvedCount } from '../../../stripe/shelf.ts'
import { unknownValues } from '../../../stripe/unknown-values.ts'
import { writeInstant } from '../../desk/days.ts'
import type { Cause } from './cause.ts'

export type LookDeps = Readonly<{
  config: Pick<Config, 'baseUrl' | 'reportingTimezone'>
  reader: Reader
  clock: Clock
  machineClock: Clock
}>
/** What is the matter, in a sentence that names nobody; null when nothing is. */
type Look = (deps: LookDeps) => Promise<string | null>

const hour_s = 3600
const day_s = 24 * hour_s

const awayTooLong_s = 15 * 60
/** One that was lost may have its own reason; three, and none since, are the endpoint's. */
const missedInARow = 3
/** Risky payments refused in an hour (domain/stripe.md 6). */
const tooManyRisky = 10
/** Fewer in four weeks have no rhythm that could be learned. */
const enoughPayments = 20

/** Each is judged by what the database holds, so that all processes judge alike. */
export const looks: Readonly<Record<Cause, Look>> = {
  proof_failed: async ({ reader }) => {
    const failed = await currentProofs(reader, { ok: false })
    if (failed.length === 0) return null
    return `${countOf(failed.length, 'proof fails', 'proofs fail')}: ${someOf(failed.map(({ id }) => id))}`
  },

  stripe_away: async ({ reader, machineClock, config }) => {
    const { silence, silent_since } = (await endpointWatch(reader)) ?? {}
    if (!silence || !silent_since) return null
    if (silent_since > secondsAfter(machineClock.now(), -awayTooLong_s)) return null
    return `${silence}, since ${writeInstant(silent_since, config.reportingTimezone)}`
  },

  endpoint_off: async ({ reader, machineClock, config }) => {
    const watch = await endpointWatch(reader)
    if (watch?.state === 'disabled') return 'The webhook endpoint is switched off at Stripe'
    if (watch?.state === 'missing') return `Stripe has no webhook endpoint ${doorOf(config)}`
    const missed = await missedSinceLastWebhook(reader, machineClock.now())
    if (missed < missedInARow) return null
    return 'No webhook comes any more, while sweeps find what has happened'
  },

  card_testing: async ({ reader, clock }) => {
    const { strangers, high_risk } = await failedAttempts(
      reader,
      secondsAfter(clock.now(), -hour_s),
    )
    if (strangers < tooManyStrangers && high_risk < tooManyRisky) return null
    return `Somebody may be trying stolen cards: ${strangers} payments of strangers refused within an hour, ${high_risk} payments risky`
  },

  no_payment: async ({ reader, clock, config }) => {
    const rhythm = await paymentRhythm(reader)
    if (rhythm === null || rhythm.payments < enoughPayments) return null
    const patience_s = Math.max(day_s, 2 * rhythm.longest_gap_s)
    if (rhythm.last >= secondsAfter(clock.now(), -patience_s)) return null
    return `No payment since ${writeInstant(rhythm.last, config.reportingTimezone)}, longer than ever in the four weeks before`
  },

  sweep_found: async ({ reader, machineClock }) => {
    const missed = await missedSince(reader, secondsAfter(machineClock.now(), -day_s))
    return missed === 0 ? null : 'Sweeps have found what no webhook had brought in time'
  },

  shelf_not_empty: async ({ reader }) => {
    const shelved = await shelvedCount(reader)
    if (shelved === 0) return null
    return `${countOf(shelved, 'object', 'objects')} of Stripe’s could not be read and ${shelved === 1 ? 'waits' : 'wait'} on the shelf`
  },

  outbox_stuck: async ({ reader }) => {
    const { dead, late_s } = await outboxState(reader)
    if (dead > 0)
      return `${countOf(dead, 'mail or other queued work was', 'mails or other queued works were')} given up after three days`
    if (late_s === null || late_s < hour_s) return null
    return 'Mails or other queued work wait for more than an hour'
  },

  unknown_value: async ({ reader, machineClock }) => {
    const words = await unknownValues(reader, {
      newSince: secondsAfter(machineClock.now(), -day_s),
    })
    if (words.length === 0) return null
    return `Stripe uses words that we do not know: ${someOf(words.map(({ object, field, value }) => `${object} ${field} «${value}»`))}`
  },
}

function countOf(count: number, one: string, many: string): string {
  return count === 1 ? `One ${one}` : `${count} ${many}`
}

function someOf(names: readonly string[]): string {
  const rest = names.length - 3
  return [...names.slice(0, 3), ...(rest > 0 ? [`${rest} more`] : [])].join(', ')
}
