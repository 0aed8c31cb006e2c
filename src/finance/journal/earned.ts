import { sql } from 'kysely'
import type { Config } from '../../config.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { inSnapshot } from '../../platform/database/snapshot.ts'
import { addDays, monthOf } from '../../platform/day.ts'
import { earnedBesides, earningOn } from '../deferred/earned.ts'
import { periodsOf, type Range } from '../period.ts'
import type { JournalEntry, JournalQuery } from './journal.ts'
import { type Posting, revenueOf, together } from './posting.ts'

type Books = Pick<Config, 'reportingTimezone' | 'reportingCurrency'>

/**
 * On the recognised basis, what each month earned of money received before, less what it received and
 * deferred: one entry a month, on its last day asked for, between deferred revenue and the revenue of
 * each class (finance.md 1.8). None on other bases, or where no product defers anything.
 */
export async function earnedEntries(
  reader: Reader,
  query: JournalQuery,
  books: Books,
): Promise<JournalEntry[]> {
  const months = periodsOf(query, 'month')
  const rows = await inSnapshot(reader, (snapshot) => earnedRows(snapshot, months, query, books))
  if (rows.some(({ unrated }) => unrated > 0n)) throw new RangeError('a payment has no rate')
  const byMonth = Map.groupBy(rows, ({ range }) => range)
  return months
    .map((month, index) => entryOf(month, byMonth.get(index) ?? []))
    .filter(({ postings }) => postings.length > 0)
}

async function earnedRows(
  snapshot: Reader,
  ranges: readonly Range[],
  { basis, currency }: JournalQuery,
  books: Books,
): Promise<EarnedRow[]> {
  const earning = await earningOn(snapshot, basis, books)
  const asked = { ranges, filter: {}, currency, by: 'class' } as const
  const [earned] = await earnedBesides(snapshot, asked, earning)
  if (earned === undefined) return []
  return snapshot
    .selectFrom(sql<EarnedRow>`(${earned})`.as('earned'))
    .select(['range', 'class'])
    .select([sql<bigint>`amount::bigint`.as('amount'), sql<bigint>`unrated::bigint`.as('unrated')])
    .orderBy('range')
    .orderBy('class')
    .execute()
}

type EarnedRow = Readonly<{ range: number; class: string | null; amount: bigint; unrated: bigint }>

function entryOf({ from, to }: Range, rows: readonly EarnedRow[]): JournalEntry {
  const month = monthOf(from)
  const postings = rows.flatMap(({ class: name, amount }): Posting[] => [
    { account: 'deferred_revenue', minor: amount },
    { account: revenueOf(name), minor: -amount },
  ])
  const text = `Earned of deferred revenue ${month}`
  return { id: `deferred-${from}`, day: addDays(to, -1), text, postings: together(postings) }
}
