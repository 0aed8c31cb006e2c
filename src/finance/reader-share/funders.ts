import { sql } from 'kysely'
import type { Reader } from '../../platform/database/connection.ts'
import { type Basis, figure } from '../figures.ts'
import { type Range, spanOf } from '../period.ts'
import { rangeTable } from '../sums.ts'
import { type Valuation, valuedEntries } from '../valued.ts'

/** One payer who is no reader, without a name: what it gave, and as what (mostly). */
export type Funder = Readonly<{ amount: bigint; class: string }>

/** The largest of a range, null where nobody but readers paid, and what the owners gave. */
export type Funders = Readonly<{ largest: Funder | null; owner: bigint }>

type Asked = Readonly<{ ranges: readonly Range[]; basis: Basis; valuation: Valuation }>

/**
 * Who besides readers paid most (finance.md 1.7), for each range by its place. A payer is one by name,
 * whatever its capitals and spaces, over all classes inside the share; the name itself stays beside
 * the income and is never answered. Income whose payer is not kept is each a payer of its own. Of two
 * that gave the same, the class that comes first by name.
 */
export async function fundersOf(reader: Reader, asked: Asked): Promise<Funders[]> {
  const ids = await incomeIn(reader, spanOf(asked.ranges))
  const rows = await reader
    .selectFrom(rangeTable(asked.ranges).as('asked'))
    .innerJoin(funderDays(reader, ids, asked).as('paid'), (join) =>
      join.on(sql<boolean>`paid.day >= asked.first_day and paid.day < asked.end_day`),
    )
    .groupBy(['asked.range', 'paid.payer', 'paid.class'])
    .orderBy('paid.class')
    .select(['asked.range', 'paid.payer', 'paid.class'])
    .select(sql<bigint>`coalesce(sum(paid.amount), 0)::bigint`.as('amount'))
    .execute()
  const byRange = Map.groupBy(rows, ({ range }) => range)
  return asked.ranges.map((_, range) => fundersAmong(byRange.get(range) ?? []))
}

type PayerClass = Readonly<{ payer: string; class: string | null; amount: bigint }>

/** A payer of two classes is one, told by the class that it gave most as. */
function fundersAmong(rows: readonly PayerClass[]): Funders {
  const payers = [...Map.groupBy(rows, ({ payer }) => payer).values()].map((given) => ({
    amount: given.reduce((sum, { amount }) => sum + amount, 0n),
    class: largestOf(given)?.class ?? '',
  }))
  const largest = largestOf(payers)
  const owners = rows.filter((row) => row.class === 'owner')
  return {
    largest: largest !== null && largest.amount > 0n ? largest : null,
    owner: owners.reduce((sum, { amount }) => sum + amount, 0n),
  }
}

/** The first of those with the largest amount. */
function largestOf<Given extends Readonly<{ amount: bigint }>>(all: readonly Given[]) {
  return all.reduce<Given | null>(
    (best, one) => (best === null || one.amount > best.amount ? one : best),
    null,
  )
}

/** Asked for by id, so that few of many million rows are looked at. */
async function incomeIn(reader: Reader, { from, to }: Range): Promise<string[]> {
  const rows = await reader
    .selectFrom('income')
    .innerJoin('entry', 'entry.id', 'income.entry_id')
    .where('entry.day', '>=', from)
    .where('entry.day', '<', to)
    .select('entry.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** The reversal of an income is its payer’s too. */
function funderDays(reader: Reader, ids: readonly string[], { basis, valuation }: Asked) {
  const { known, missing } = valuation
  const currency = known.length + missing.length === 0 ? valuation.currency : undefined
  const paid = valuedEntries(reader, { ids, kind: 'income', currency }, valuation)
  const worth = reader
    .selectFrom(paid.as('entry'))
    .select(['id', 'day', 'class', figure('total_minor', basis).as('amount')])
  const booking = sql<string>`coalesce(income.reverses, worth.id)`
  const name = sql`lower(regexp_replace(trim(income_payer.payer), '\\s+', ' ', 'g'))`
  return reader
    .selectFrom(worth.as('worth'))
    .innerJoin('income', 'income.entry_id', 'worth.id')
    .leftJoin('income_payer', (join) => join.on('income_payer.entry_id', '=', booking))
    .where('worth.class', '<>', 'reader')
    .select(['worth.day', 'worth.class', 'worth.amount'])
    .select(sql<string>`coalesce(${name}, ${booking})`.as('payer'))
}
