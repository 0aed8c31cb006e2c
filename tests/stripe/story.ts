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

/** Back to the first day, on one database for many histories. */
export async function forgetAll(db: Database): Promise<void> {
  await sql`
    alter table entry disable trigger user;
    alter table entry_label disable trigger user;
    truncate inbox, object_lease, watermark, sweep_find, sweep_day, backfill, quarantine,
      member, member_email, member_customer, subscription, subscription_change, payment, refund,
      invoice, failed_attempt, abandoned_checkout, unknown_value, origin, entry, entry_label,
      entry_payout, payout, proof;
    alter table entry enable trigger user;
    alter table entry_label enable trigger user`.execute(db)
}
