import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'
import type { Draft } from './booking.ts'

/** Which income holds a document; an estimate gives way to its figure. */
export type Holder = Readonly<{ entry_id: string; estimated: boolean }>

type Document = Readonly<{ document: string; class: string }>

/** A document counts once a class. */
export function keyOf({ document, class: name }: Document): string {
  return JSON.stringify([document, name])
}

/**
 * Claims the documents that nobody holds (`fresh`, by the drafts' ids). Of two at the same time, the
 * second waits here and then finds the document taken. `holders` tells who holds the others, once what
 * is fresh is written.
 */
export async function claimDocuments(trx: Transaction<Schema>, drafts: readonly Draft[]) {
  const rows = drafts.map(({ id: entry_id, income: { document, class: name } }) => ({
    ...{ document, class: name, entry_id },
  }))
  const claimed = await trx
    .insertInto('income_document')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['document', 'class']).doNothing())
    .returning('entry_id')
    .execute()
  const fresh = new Set(claimed.map(({ entry_id }) => entry_id))
  const others = rows.filter(({ entry_id }) => !fresh.has(entry_id))
  return { fresh, holders: () => holdersOf(trx, others) }
}

async function holdersOf(
  trx: Transaction<Schema>,
  rows: readonly Document[],
): Promise<Map<string, Holder>> {
  if (rows.length === 0) return new Map()
  const asked = sql<Document>`(
    select document, class from unnest(
      ${rows.map(({ document }) => document)}::text[], ${rows.map((row) => row.class)}::text[]
    ) as asked (document, class))`
  const found = await trx
    .selectFrom(asked.as('asked'))
    .innerJoin('income_document as held', (join) =>
      join.onRef('held.document', '=', 'asked.document').onRef('held.class', '=', 'asked.class'),
    )
    .innerJoin('income', 'income.entry_id', 'held.entry_id')
    .select(['held.document', 'held.class', 'held.entry_id', 'income.estimated'])
    .forUpdate('held')
    .execute()
  return new Map(
    found.map((row) => [keyOf(row), { entry_id: row.entry_id, estimated: row.estimated }]),
  )
}

/** The document is the figure's from now on. */
export async function moveDocument(trx: Transaction<Schema>, { id, income }: Draft): Promise<void> {
  await trx
    .updateTable('income_document')
    .set({ entry_id: id })
    .where('document', '=', income.document)
    .where('class', '=', income.class)
    .execute()
}
