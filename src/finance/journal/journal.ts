import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type EntryRow, everyEntryRow } from '../entries/rows.ts'
import { onePage } from '../exports/pages.ts'
import type { Range } from '../period.ts'
import { type Valuation, valuationOf, valuedEntries } from '../valued.ts'
import { type PostedRow, type Posting, postingsOf, together } from './posting.ts'

export const details = ['day', 'entry'] as const
export type Detail = (typeof details)[number]
export type JournalQuery = Range & Readonly<{ detail: Detail; currency: Currency }>

/** One journal entry: a row of the ledger, or all rows of a day; its postings add up to nothing. */
export type JournalEntry = Readonly<{
  id: string
  day: Day
  text: string
  postings: readonly Posting[]
}>

/** What has no rate and therefore no journal: the first currency and day. */
export async function unrated(reader: Reader, query: JournalQuery) {
  const { missing } = await valuationOf(reader, query, query.currency)
  return missing[0] ?? null
}

/** The journal of [from, to), oldest first, page by page. Throws where a row has no rate. */
export function journal(
  reader: Reader,
  query: JournalQuery,
): AsyncGenerator<readonly JournalEntry[]> {
  return query.detail === 'day' ? onePage(() => byDay(reader, query)) : byEntry(reader, query)
}

async function* byEntry(reader: Reader, { from, to, currency }: JournalQuery) {
  const asked = { filter: { from, to }, figure: 'net_minor', basis: 'net', currency } as const
  for await (const page of everyEntryRow(reader, asked)) {
    yield page.map(entryOf).filter(({ postings }) => postings.length > 0)
  }
}

function entryOf(row: EntryRow): JournalEntry {
  const { id, day, kind } = row
  const text = [kind.replaceAll('_', ' '), row.class, row.charge ?? id].filter(Boolean).join(' ')
  return { id, day, text, postings: postingsOf(rated(row)) }
}

async function byDay(reader: Reader, query: JournalQuery): Promise<JournalEntry[]> {
  const rows = await daySums(reader, query, await valuationOf(reader, query, query.currency))
  return [...Map.groupBy(rows, ({ day }) => day)]
    .map(([day, sums]) => ({
      ...{ id: day, day, text: `Mainstay ${day}` },
      postings: together(sums.flatMap((row) => postingsOf(rated(row)))),
    }))
    .filter(({ postings }) => postings.length > 0)
}

/** Rows alike in what accounts look at; their postings are those of their sums. */
function daySums(reader: Reader, { from, to }: Range, valuation: Valuation) {
  const alike = ['day', 'kind', 'source', 'class'] as const
  const sum = (column: 'amount' | 'tax' | 'fee' | 'fx') =>
    sql<bigint>`sum(${sql.ref(column)})::bigint`.as(column)
  return reader
    .selectFrom(valuedEntries(reader, { from, to }, valuation).as('entry'))
    .groupBy(alike)
    .select([...alike, sum('amount'), sum('tax'), sum('fee'), sum('fx')])
    .orderBy('day')
    .execute()
}

type Valued = Readonly<Record<'amount' | 'tax' | 'fee' | 'fx', bigint | null>>

function rated<Row extends Valued>({ amount, tax, fee, fx, ...row }: Row) {
  if (amount === null || tax === null || fee === null || fx === null) {
    throw new RangeError('a row of the journal has no rate')
  }
  return { ...row, amount, tax, fee, fx } satisfies Omit<PostedRow, 'kind' | 'source' | 'class'>
}
