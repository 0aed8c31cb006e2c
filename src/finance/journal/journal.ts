import { sql } from 'kysely'
import type { Config } from '../../config.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Day } from '../../platform/day.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type EntryRow, everyEntryRow } from '../entries/rows.ts'
import type { Range } from '../period.ts'
import { type Valuation, valuationOf, valuedEntries } from '../valued.ts'
import { earnedEntries } from './earned.ts'
import { type PostedRow, type Posting, postingsOf, together } from './posting.ts'

export const details = ['day', 'entry'] as const
export type Detail = (typeof details)[number]
/** Money when it was received, or when it was earned. */
export const journalBases = ['net', 'recognised'] as const
export type JournalQuery = Range &
  Readonly<{ detail: Detail; basis: (typeof journalBases)[number]; currency: Currency }>

/** One journal entry: a row of the ledger, all rows of a day, or what a month earned; its postings add up to nothing. */
export type JournalEntry = Readonly<{
  id: string
  day: Day
  text: string
  postings: readonly Posting[]
}>

/** What has no rate and therefore no journal: the first currency and day. */
export async function unrated(reader: Reader, { from, to, basis, currency }: JournalQuery) {
  const read = basis === 'recognised' ? { to } : { from, to } // what was paid before is earned now
  const { missing } = await valuationOf(reader, read, currency)
  return missing[0] ?? null
}

type JournalDeps = Readonly<{
  reader: Reader
  config: Pick<Config, 'reportingTimezone' | 'reportingCurrency'>
}>

/** The journal of [from, to), oldest first, then what months earned. Throws where a row has no rate. */
export async function* journal(
  { reader, config }: JournalDeps,
  query: JournalQuery,
): AsyncGenerator<readonly JournalEntry[]> {
  if (query.detail === 'day') yield await byDay(reader, query)
  else yield* byEntry(reader, query)
  yield await earnedEntries(reader, query, config)
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
