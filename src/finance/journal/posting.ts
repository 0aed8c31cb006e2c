import { incomeClasses, stripeClasses } from '../../ledger/classes.ts'
import type { EntryKind, EntrySource } from '../../platform/database/ledger-tables.ts'
import type { AccountKey } from './account.ts'

/** A row of the ledger as figures take it, or the sum of rows alike in the first three. */
export type PostedRow = Readonly<{
  kind: EntryKind
  source: EntrySource
  class: string | null
  amount: bigint
  tax: bigint
  fee: bigint
  fx: bigint
}>
/** Minor units of the books' currency; a debit is above zero, a credit below. */
export type Posting = Readonly<{ account: AccountKey; minor: bigint }>

/**
 * The double entry of a row: what it moved (at its own day's rate), the fee, the tax in it and the
 * currency difference, each on its account, and the rest on the one that says why. The four add up to
 * what was moved whatever they are, so an entry is balanced by its making.
 */
export function postingsOf({ kind, source, class: name, ...row }: PostedRow): Posting[] {
  const { amount, tax, fee, fx } = row
  return together([
    { account: source === 'stripe' ? 'stripe_clearing' : 'bank', minor: amount - fee + fx },
    { account: 'fees', minor: fee },
    { account: 'tax_payable', minor: -tax },
    { account: 'fx', minor: -fx },
    { account: causeOf(kind, name), minor: tax - amount },
  ])
}

/** One posting an account, in the order they came; those that come to nothing are left out. */
export function together(postings: readonly Posting[]): Posting[] {
  const sums = new Map<AccountKey, bigint>()
  for (const { account, minor } of postings) {
    sums.set(account, (sums.get(account) ?? 0n) + minor)
  }
  return [...sums]
    .map(([account, minor]) => ({ account, minor }))
    .filter(({ minor }) => minor !== 0n)
}

function causeOf(kind: EntryKind, name: string | null): AccountKey {
  switch (kind) {
    case 'payment':
    case 'payment_failure':
      return revenueOf(name)
    case 'refund':
    case 'refund_failure':
      return 'refunds'
    case 'dispute':
    case 'dispute_reversal':
      return 'disputes'
    case 'fee':
      return 'fees'
    case 'payout':
    case 'payout_reversal':
      return 'bank'
    case 'adjustment':
      return 'stripe_other'
    case 'income':
      return incomeOf(name)
    case 'unclassified':
      return 'suspense'
  }
}

/** Where readers' money of a class is earned. */
export function revenueOf(name: string | null): AccountKey {
  const known = stripeClasses.find((one) => one === name)
  return known === undefined ? 'revenue_unclassified' : `revenue_${known}`
}

function incomeOf(name: string | null): AccountKey {
  const known = incomeClasses.find((one) => one === name)
  return known === undefined ? 'suspense' : `income_${known}`
}
