import { minorJson } from '../../platform/money/money.ts'
import type { AccountKey, Accounts } from './account.ts'
import type { JournalEntry } from './journal.ts'
import type { Posting } from './posting.ts'

/** The journal as `/api/journal` tells it: its entries, what each account got, and both sides' sum. */
export function journalAnswer(entries: readonly JournalEntry[], accounts: Accounts) {
  const sides = new Map<AccountKey, { debit: bigint; credit: bigint }>()
  for (const { account, minor } of entries.flatMap(({ postings }) => postings)) {
    const known = sides.get(account) ?? { debit: 0n, credit: 0n }
    sides.set(account, {
      debit: known.debit + (minor > 0n ? minor : 0n),
      credit: known.credit - (minor < 0n ? minor : 0n),
    })
  }
  const sum = (side: 'debit' | 'credit') =>
    minorJson([...sides.values()].reduce((total, one) => total + one[side], 0n))
  return {
    data: entries.map(({ postings, ...entry }) => ({
      ...entry,
      lines: postings.map((posting) => lineAnswer(posting, accounts)),
    })),
    accounts: [...sides].map(([account, { debit, credit }]) => ({
      ...{ account, ...accounts[account] },
      ...{ debit_minor: minorJson(debit), credit_minor: minorJson(credit) },
    })),
    total: { debit_minor: sum('debit'), credit_minor: sum('credit') },
  }
}

function lineAnswer({ account, minor }: Posting, accounts: Accounts) {
  return {
    ...{ account, ...accounts[account] },
    debit_minor: minor > 0n ? minorJson(minor) : 0,
    credit_minor: minor < 0n ? minorJson(-minor) : 0,
  }
}
