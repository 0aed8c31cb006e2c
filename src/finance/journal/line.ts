import type { Day } from '../../platform/day.ts'
import { type Currency, decimalsOf } from '../../platform/money/currency.ts'
import { plainDecimals } from '../../platform/money/money.ts'
import type { Account, AccountKey, Accounts } from './account.ts'
import type { JournalEntry } from './journal.ts'

/** One line of a journal entry, its account as the newsroom names it; a debit is above zero. */
export type JournalLine = Readonly<{
  entry: string
  day: Day
  /** Which of its day's entries it is of, from 1 on. */
  place: number
  text: string
  key: AccountKey
  account: Account
  minor: bigint
  currency: Currency
}>

/** The lines of a journal, each entry's together and in its order. */
export async function* linesOf(
  pages: AsyncIterable<readonly JournalEntry[]>,
  accounts: Accounts,
  currency: Currency,
): AsyncGenerator<readonly JournalLine[]> {
  const places = new Map<Day, number>()
  for await (const page of pages) {
    const lines: JournalLine[] = []
    for (const { id, day, text, postings } of page) {
      const place = (places.get(day) ?? 0) + 1
      places.set(day, place)
      const entry = { entry: id, day, place, text, currency }
      for (const { account: key, minor } of postings) {
        lines.push({ ...entry, key, account: accounts[key], minor })
      }
    }
    yield lines
  }
}

/** An amount as plain decimals of its currency: `-12.50`. */
export function decimalsIn({ minor, currency }: Pick<JournalLine, 'minor' | 'currency'>): string {
  return plainDecimals(minor, decimalsOf(currency))
}
