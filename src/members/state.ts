import type { MemberState } from '../platform/database/member-tables.ts'

/** Every state a person can be in, in the order staff think of them. */
export const memberStates = [
  'member',
  'grace',
  'suspended',
  'pending',
  'supporter',
  'former_supporter',
  'ended',
  'unclear',
] as const satisfies readonly MemberState[]

/** What each state means to the people at the desk. */
export const stateWords: Readonly<Record<MemberState, { word: string; meaning: string }>> = {
  member: { word: 'Member', meaning: 'Pays by a running membership.' },
  grace: { word: 'Grace', meaning: 'A renewal failed; Stripe tries again, benefits stay.' },
  suspended: { word: 'Suspended', meaning: 'Unpaid or paused; no benefits until it runs again.' },
  pending: { word: 'Pending', meaning: 'A bank debit is under way.' },
  supporter: { word: 'Supporter', meaning: 'Gave once, not long ago.' },
  former_supporter: { word: 'Former supporter', meaning: 'Gave once, longer ago or refunded.' },
  ended: { word: 'Ended', meaning: 'The membership is over.' },
  unclear: { word: 'Unclear', meaning: 'Stripe gave a status that this version does not know.' },
}
