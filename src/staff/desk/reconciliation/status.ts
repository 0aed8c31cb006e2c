import type { PayoutRow } from '../../../finance/reconciliation/reconciliation-period.ts'
import type { Tone } from '../figures.tsx'

type Status = PayoutRow['status']

/** A payout's state in a word. */
export const statusWords: Readonly<Record<Status, string>> = {
  matched: 'matched',
  mismatch: 'mismatch',
  no_transactions: 'cannot be matched',
}

export const statusTones: Readonly<Record<Status, Exclude<Tone, 'plain'>>> = {
  matched: 'good',
  mismatch: 'danger',
  no_transactions: 'warn',
}

const order: readonly Status[] = ['mismatch', 'no_transactions', 'matched']

/** The one that needs a look first. */
export function worstOf(payouts: readonly PayoutRow[]): PayoutRow | undefined {
  return [...payouts].sort((a, b) => order.indexOf(a.status) - order.indexOf(b.status))[0]
}
