import type { CallFacts } from '../../stripe/calls/counts.ts'
import type { Operations } from '../../stripe/operations.ts'

type Matter = Pick<Operations, 'shelved' | 'pending' | 'lag_seconds'> & Pick<CallFacts, 'away'>

/** What is the matter, in one sentence: the gravest thing first, and calm when there is none. */
export function operationsSentence(
  { shelved, pending, lag_seconds, away }: Matter,
  failures: readonly Readonly<{ ok: boolean }>[],
): string {
  if (failures.length > 0) return 'The ledger differs from Stripe’s own books'
  if (away !== null) return `Stripe ${away}; what waits is read when it answers again`
  if (shelved === 1) return 'One object of Stripe’s could not be read and waits on the shelf'
  if (shelved > 1) return `${shelved} objects of Stripe’s wait on the shelf`
  if (lag_seconds > slow_s) return `Stripe’s events wait, the oldest for ${inTime(lag_seconds)}`
  return pending === 0
    ? 'Everything that Stripe told us is in the books'
    : `${pending} of Stripe’s events are on their way into the books`
}

/** Past this a person would notice that something is slow. */
const slow_s = 60

/** A length of time in the unit that a person would use. */
export function inTime(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  if (seconds < 3600) return `${Math.round(seconds / 60)} min`
  return seconds < 172_800
    ? `${Math.round(seconds / 3600)} h`
    : `${Math.round(seconds / 86_400)} days`
}
