import type { OpenInvoice } from '../../members/open-invoices.ts'
import { type Phase, phaseOf } from '../../members/phase.ts'
import type { SubscriptionRow } from '../../members/subscriptions.ts'
import { type Money, moneyIn } from '../../platform/money/money.ts'

/** A membership as its holder's page tells of it. */
export type Holding = Readonly<{
  id: string
  phase: Phase
  each: Money
  rhythm: SubscriptionRow['frequency']
  /** When money is taken next and how much, while it is known that it will be. */
  next: Readonly<{ amount: Money; at: Date }> | null
  /** The day that the phase is about: its end, the end of a pause, the next try of a failed payment. */
  at: Date | null
}>

export function holdingOf(row: SubscriptionRow, openInvoices: readonly OpenInvoice[]): Holding {
  const phase = row.ended_at === null ? phaseOf(row) : 'ended'
  const owed = openInvoices.find(({ subscription }) => subscription === row.id) ?? null
  const each = moneyIn(row)
  return {
    ...{ id: row.id, phase, each, rhythm: row.frequency },
    next: nextCharge(row, phase, owed),
    at: dayOfPhase(row, phase, owed),
  }
}

function nextCharge(row: SubscriptionRow, phase: Phase, owed: OpenInvoice | null): Holding['next'] {
  if (phase === 'running' && row.period_end !== null)
    return { amount: moneyIn(row), at: row.period_end }
  if (phase !== 'failing' || owed === null || owed.next_attempt_at === null) return null
  return { amount: moneyIn({ ...owed, amount_minor: owed.due_minor }), at: owed.next_attempt_at }
}

function dayOfPhase(row: SubscriptionRow, phase: Phase, owed: OpenInvoice | null): Date | null {
  switch (phase) {
    case 'ending':
      return row.ends_at
    case 'paused':
      return row.resumes_at
    case 'ended':
      return row.ended_at
    case 'failing':
      return owed?.next_attempt_at ?? null
    case 'running':
    case 'beginning':
    case 'unclear':
      return null
  }
}
