import type { SubscriptionStatus } from '../platform/database/member-tables.ts'

/** Where one membership stands, as far as its holder can do something about it. */
export type Phase =
  /** The first payment is still to come. */
  'beginning' | 'running' | 'paused' | 'ending' | 'failing' | 'ended' | 'unclear'

/** What a holder may do with a membership of their own. `return` begins a new one in its place. */
export const acts = [
  'amount',
  'frequency',
  'pause',
  'resume',
  'stay',
  'pay',
  'card',
  'return',
  'leave',
] as const
export type Act = (typeof acts)[number]

type PhaseFacts = Readonly<{ status: SubscriptionStatus; paused: boolean; ends_at: Date | null }>

/** A payment that fails comes before all else, and an end that was chosen before a pause. */
export function phaseOf({ status, paused, ends_at }: PhaseFacts): Phase {
  switch (status) {
    case 'active':
    case 'trialing':
      if (ends_at !== null) return 'ending'
      return paused ? 'paused' : 'running'
    case 'past_due':
    case 'unpaid':
      return 'failing'
    case 'paused':
      return ends_at === null ? 'paused' : 'ending'
    case 'incomplete':
      return 'beginning'
    case 'incomplete_expired':
    case 'canceled':
      return 'ended'
    case 'unknown':
      return 'unclear'
  }
}

/**
 * What can be done in a phase, in the order in which it is offered; leaving is always there while
 * there is something to leave. While a payment fails nothing is changed that would hide what is owed.
 */
export function actsIn(phase: Phase): readonly Act[] {
  switch (phase) {
    case 'running':
      return ['amount', 'frequency', 'pause', 'card', 'leave']
    case 'paused':
      return ['resume', 'card', 'leave']
    case 'ending':
      return ['stay', 'card']
    case 'failing':
      return ['pay', 'card', 'leave']
    case 'beginning':
      return ['leave']
    case 'ended':
      return ['return']
    case 'unclear':
      return ['card']
  }
}
