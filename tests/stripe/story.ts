import { sql } from 'kysely'
import { type Database, readerOf } from '../../src/platform/database/connection.ts'

/** Everything that follows from Stripe, without ids of our own and times of writing. */
export async function booksAndMembers(db: Database) {
  const reader = readerOf(db)
  const members = await reader
    .selectFrom('member')
    .select(['email', 'name', 'state', 'raw_status', 'since', 'until', 'ending', 'frequency'])
    .select(['amount_minor', 'currency'])
    .select(({ selectFrom }) =>
      selectFrom('member_customer')
        .select(sql<string>`coalesce(string_agg(customer, ' ' order by customer), '')`.as('known'))
        .whereRef('member_id', '=', 'member.id')
        .as('customers'),
    )
    .orderBy('email')
    .execute()
  const payments = await reader
    .selectFrom('payment as p')
    .innerJoin('member as m', 'm.id', 'p.member_id')
    .select(['m.email', 'p.id', 'p.class', 'p.state', 'p.failure', 'p.amount_minor'])
    .select(['p.refunded_minor', 'p.dispute', 'p.made_at'])
    .orderBy('p.id')
    .execute()
  const entries = await reader
    .selectFrom('entry as e')
    .leftJoin('entry_label as l', (join) =>
      join
        .onRef('l.entry_id', '=', 'e.id')
        .on(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('entry_label as later')
                .select('later.version')
                .whereRef('later.entry_id', '=', 'l.entry_id')
                .whereRef('later.version', '>', 'l.version'),
            ),
          ),
        ),
    )
    .leftJoin('member as m', 'm.id', 'l.member_id')
    .select(['e.id', 'e.kind', 'e.day', 'e.amount_minor', 'e.fee_minor', 'e.net_minor'])
    .select(['l.class', 'l.campaign', 'l.country', 'l.invoice', 'l.subscription', 'm.email'])
    .orderBy('e.id')
    .execute()
  return { members, payments, entries }
}

/** Back to the first day, on one database for many histories: empties every table that holds a row. */
export async function forgetAll(db: Database): Promise<void> {
  await sql`
    do $$ declare name text; filled boolean; begin
      set local session_replication_role = replica; -- what only grows is emptied, too
      for name in select tablename from pg_tables
        where schemaname = 'public' and tablename not like 'kysely%' loop
        execute format('select exists (select from %I)', name) into filled;
        if filled then execute format('truncate %I', name); end if;
      end loop;
    end $$`.execute(db)
}
