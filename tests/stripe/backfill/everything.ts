import { sql } from 'kysely'
import type { Database } from '../../../src/platform/database/connection.ts'

/** All that follows from Stripe. Of an entry's labels the latest counts. */
const tables = [
  ...['member', 'member_email', 'member_customer', 'subscription', 'payment', 'refund', 'invoice'],
  ...['entry', 'label_now', 'origin', 'entry_payout', 'payout', 'failed_attempt'],
  'abandoned_checkout',
] as const

/**
 * When we learned of something, and our own ids, differ by how we were told; when a dispute was lost is
 * told by its event alone.
 */
const ours = [
  'dispute_closed_at',
  'tx',
  ...['seen_at', 'known_at', 'labelled_at', 'created_at', 'updated_at', 'card_noted_at', 'version'],
] as const

/** Every row of these tables as text, members by their address, each table in an order of its own. */
export async function everything(db: Database): Promise<Record<string, string[]>> {
  const members = await db.selectFrom('member').select(['id', 'email', 'name']).execute()
  const names = new Map(members.map(({ id, email, name }) => [id, email ?? name ?? 'nobody']))
  const told: Record<string, string[]> = {}
  for (const table of tables) told[table] = (await rowsOf(db, table)).map(text(names)).sort()
  return told
}

function text(names: ReadonlyMap<string, string>) {
  return (row: object) => {
    const kept = Object.entries(row).filter(([column]) => !ours.some((name) => name === column))
    const written = kept.map(([column, value]) => `${column}=${names.get(value) ?? value}`)
    return written.join(' ')
  }
}

async function rowsOf(db: Database, table: (typeof tables)[number]): Promise<object[]> {
  const { rows } =
    table === 'label_now'
      ? await sql<object>`
          select distinct on (entry_id) * from entry_label order by entry_id, version desc`.execute(
          db,
        )
      : await sql<object>`select * from ${sql.ref(table)}`.execute(db)
  return rows
}
