import type { Money } from '../../platform/money/money.ts'
import type { Frequency, Held } from './held.ts'

/** Why people leave, as they may say it; each has its word at Stripe. */
export const leavingReasons = {
  too_expensive: 'too_expensive',
  money_tight: 'too_expensive',
  too_often: 'other',
  unused: 'unused',
  low_quality: 'low_quality',
  switched: 'switched_service',
  other: 'other',
} as const
export type LeavingReason = keyof typeof leavingReasons

/** What somebody wants to become of a membership. */
export type Wish =
  | Readonly<{ act: 'amount'; amount: Money }>
  /** `at`: from which second on the rest of the period is reckoned, as it was shown. */
  | Readonly<{ act: 'frequency'; frequency: Frequency; amount: Money; at: Date }>
  | Readonly<{ act: 'pause'; until: Date }>
  | Readonly<{ act: 'resume' }>
  | Readonly<{ act: 'leave'; reason: LeavingReason | null; comment: string | null }>
  | Readonly<{ act: 'stay' }>

/** Whether it is so already, by this form's first sending or otherwise: then nothing is to be done. */
export function isReached(wish: Wish, held: Held): boolean {
  switch (wish.act) {
    case 'amount':
      return held.phase !== 'ended' && held.amount.minor === wish.amount.minor
    case 'frequency':
      return held.frequency === wish.frequency && held.amount.minor === wish.amount.minor
    case 'pause':
      return held.paused && held.resumesAt?.getTime() === wish.until.getTime()
    case 'resume':
      return held.phase === 'running'
    case 'leave':
      return held.phase === 'ending' || held.phase === 'ended'
    case 'stay':
      return held.phase === 'running' || held.phase === 'paused'
  }
}
