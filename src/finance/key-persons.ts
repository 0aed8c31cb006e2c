import { sql } from 'kysely'
import { type EntryFilter, entriesBehind, none } from '../ledger/entries.ts'
import type { Reader } from '../platform/database/connection.ts'
import { type Range, spanOf } from './period.ts'
import { type Grouping, rangeTable } from './sums.ts'

/** So many persons must stand behind a key that a viewer sees (contract.md, Sign-in of programs). */
export const fewest_persons = 5

/** How many persons' money stands behind a key, and up to five of them by id. */
export type KeyPersons = Readonly<{ count: number; some: readonly string[] }>

/**
 * The persons behind each key of each range, by the range's place. Readers' money that names nobody
 * counts as one person a charge, or a row where there is none.
 */
export async function personsBy(
  reader: Reader,
  ranges: readonly Range[],
  by: Grouping,
  filter: EntryFilter,
): Promise<ReadonlyMap<number, ReadonlyMap<string, KeyPersons>>> {
  const rows = await reader
    .selectFrom(rangeTable(ranges).as('asked'))
    .innerJoin(personDays(reader, by, { ...filter, ...spanOf(ranges) }).as('given'), (join) =>
      join.on(sql<boolean>`given.day >= asked.first_day and given.day < asked.end_day`),
    )
    .groupBy(['asked.range', 'given.key'])
    .select(['asked.range', 'given.key'])
    .select([
      sql<number>`count(distinct given.person)::int`.as('count'),
      sql<string[]>`(array_agg(distinct given.person))[1:${sql.lit(fewest_persons)}]`.as('some'),
    ])
    .execute()
  const byRange = Map.groupBy(rows, ({ range }) => range)
  return new Map(
    [...byRange].map(([range, keys]) => [
      range,
      new Map(keys.map((row) => [row.key ?? none, row])),
    ]),
  )
}

function personDays(reader: Reader, by: Grouping, filter: EntryFilter) {
  return entriesBehind(reader, filter)
    .where(sql<boolean>`(entry.source = 'stripe' or label.class = 'reader')`)
    .where('entry.kind', 'not in', [
      'fee',
      'payout',
      'payout_reversal',
      'adjustment',
      'unclassified',
    ])
    .select(['entry.day', by === 'currency' ? 'entry.currency as key' : `label.${by} as key`])
    .select(sql<string>`coalesce(label.member_id, entry.charge, entry.id)`.as('person'))
    .distinct()
}
