import { sql } from 'kysely'
import type { Database } from '../src/platform/database/connection.ts'

/** Of each person: 37 months of a membership, then a gift or two, a refund, a dispute, a fee. */
const rowsEach = 40
const memberships = 37

/**
 * Books of almost five years (2022 to autumn 2026) with so many entries in EUR, one of ten thousand in
 * USD, a fortieth as many persons, 24 campaigns, 400 articles, 12 countries, each membership's changes,
 * failed bills and bills of a service, daily payouts and six classes of other income a month. Made by the server in bulk.
 */
export async function fillBooks(db: Database, entries: number): Promise<void> {
  const later = await withoutIndexes(db)
  await fillEntries(db, entries)
  await fillLabels(db, entries)
  await fillMemberships(db, entries / rowsEach)
  await fillBills(db, entries)
  await fillBeside(db)
  for (const statement of later) await sql.raw(statement).execute(db)
  await sql`vacuum analyze`.execute(db)
}

/** What `n`-th row is, of which person `p` and place `k` among theirs. */
function rows(from: number, to: number) {
  return sql`(
    select n, p, k, c,
      timestamptz '2022-01-01 10:00Z'
        + make_interval(months => (p % 20 + k)::int, days => (p % 28)::int) as at,
      case
        when c = 10 and k = 38 then 'refund'
        when k = 38 and p % 50 = 1 then 'dispute'
        when k = 39 and p % 16 = 0 then 'fee'
        else 'payment'
      end as kind,
      (500 + (p % 20) * 100 + case when k >= ${sql.lit(memberships)} then (n * 37) % 40 * 500 else 0 end
        )::bigint as worth
    from (
      select n, n / ${sql.lit(rowsEach)} as p, n % ${sql.lit(rowsEach)} as k,
        case when n % ${sql.lit(rowsEach)} = 38 and n / ${sql.lit(rowsEach)} % 8 = 0 then 10
          else n % ${sql.lit(rowsEach)} end as c
      from generate_series(${sql.lit(from)}::bigint, ${sql.lit(to - 1)}::bigint) as n
    ) as counted
  ) as made`
}

/** Every tenth person's membership is a service that is earned day by day. */
const digital = sql.lit('prod_digital')
const isOfService = sql`p % 20 < 2 and k < ${sql.lit(memberships)}`

async function fillEntries(db: Database, entries: number): Promise<void> {
  await sql`
    insert into entry (id, source, kind, occurred_at, day, currency, amount_minor, fee_minor,
      net_minor, balance_transaction, charge, payout)
    select 'ent_txn_' || n, 'stripe', kind, at, at::date, case when n % 9973 = 7 then 'USD' else 'EUR' end,
      amount, fee, amount - fee, 'txn_' || n, 'ch_' || p || '_' || c, 'po_' || at::date
    from (
      select made.*, case kind when 'payment' then worth when 'fee' then -200 else -500 end as amount,
        case kind when 'payment' then 40 else 0 end as fee
      from ${rows(0, entries)}
    ) as priced`.execute(db)
}

async function fillLabels(db: Database, entries: number): Promise<void> {
  await sql`
    insert into entry_label (entry_id, version, class, member_id, campaign, article, country,
      subscription, invoice, product, labelled_at)
    select 'ent_txn_' || n, 1, case when k < ${sql.lit(memberships)} or c = 10 then 'membership' else 'gift' end,
      'mem_' || p, 'campaign-' || p % 24, 'article-' || (p * 7) % 400, 'C' || p % 12,
      case when k < ${sql.lit(memberships)} then 'sub_' || p end,
      case when k < ${sql.lit(memberships)} then 'in_' || p || '_' || k end,
      case when ${isOfService} then ${digital} end, at
    from ${rows(0, entries)} where kind <> 'fee'`.execute(db)
}

/** Begun with the first payment; every fifth person pays more after a year, every third ends later. */
async function fillMemberships(db: Database, persons: number): Promise<void> {
  const everybody = sql`(
    select p, timestamptz '2022-01-01 10:00Z'
      + make_interval(months => (p % 20)::int, days => (p % 28)::int) as began, 500 + (p % 20) * 100 as worth
    from generate_series(0, ${sql.lit(Math.floor(persons) - 1)}) as p) as person`
  await sql`
    insert into subscription (member_id, id, customer, status, raw_status, started_at, amount_minor,
      currency, frequency, interval_unit, interval_count, period_end, seen_at)
    select 'mem_' || p, 'sub_' || p, 'cus_' || p, case when p % 3 = 0 then 'canceled' else 'active' end,
      'active', began, worth, 'EUR', 'monthly', 'month', 1,
      timestamptz '2026-11-25 10:00Z' + make_interval(days => (p % 28)::int), began
    from ${everybody}`.execute(db)
  const price = (
    amount: string,
  ) => sql`jsonb_build_object('discounts', '[]'::jsonb, 'terms', '[]'::jsonb,
    'items', jsonb_build_array(jsonb_build_object('amount_minor', (${sql.raw(amount)})::text,
      'per_year', '12', 'inclusive_tax', null, 'product', null, 'discounts', '[]'::jsonb)))`
  await sql`
    insert into subscription_change (subscription, event_id, at, kind, status_before, status,
      paused_before, paused, amount_before_minor, amount_minor, currency, interval_unit_before,
      interval_count_before, interval_unit, interval_count, day, price_before, price)
    select 'sub_' || p, 'evt_' || p || '_' || kind, at, kind, before, status, case when kind <> 'created' then false end,
      false, worth, amount, 'EUR', 'month', 1, 'month', 1, at::date,
      case when kind <> 'created' then ${price('worth')} end, ${price('amount')}
    from ${everybody}
    cross join lateral (values
      ('created', null, 'active', began, worth, true),
      ('updated', 'active', 'active', began + interval '12 months', worth + 200, p % 5 = 0),
      ('deleted', 'active', 'canceled', began + interval '30 months', worth, p % 3 = 0)
    ) as change (kind, before, status, at, amount, happens)
    where happens`.execute(db)
}

/**
 * The bills of the service, each for a month, and half of its members' each twelfth for a year. Of each
 * membership every fiftieth bill could not be paid at first; most were later, a quarter never.
 */
async function fillBills(db: Database, entries: number): Promise<void> {
  const failed = sql`n % 50 = 11`
  await sql`
    insert into invoice (id, subscription, member_id, status, billing_reason, amount_due_minor,
      amount_paid_minor, currency, period_start, period_end, product, created, seen_at, first_failed_at, paid_at)
    select 'in_' || p || '_' || k, 'sub_' || p, 'mem_' || p,
      case when paid_at is null then 'uncollectible' else 'paid' end,
      case when k = 0 then 'subscription_create' else 'subscription_cycle' end, worth,
      case when paid_at is null then 0 else worth end, 'EUR', at,
      at + case when p % 20 = 0 and k % 12 = 0 then interval '1 year' else interval '1 month' end,
      case when ${isOfService} then ${digital} end, at, at, case when ${failed} then at end, paid_at
    from ${rows(0, entries)}
    cross join lateral (select case when not (${failed}) then at
      else at + (array[interval '3 days', interval '10 days', interval '40 days'])[1 + (n / 50) % 4]
    end as paid_at) as settled
    where k < ${sql.lit(memberships)} and (${isOfService} or ${failed})`.execute(db)
  await sql`insert into declaration (kind, key, version, terms, declared_by, declared_at)
    values ('product', ${digital}, 1, '{"treatment": "exchange"}', 'bench', now())`.execute(db)
}

async function fillBeside(db: Database): Promise<void> {
  await sql`insert into rate (base, currency, day, rate, source, imported_at)
    select 'EUR', 'USD', day::date, 1.05 + extract(doy from day) / 10000, 'ecb', now()
    from generate_series(date '2021-12-25', date '2026-11-20', interval '1 day') as day`.execute(db)
  await sql`insert into payout (id, amount_minor, taken_minor, currency, status, automatic, arrival, day,
      created, reconciliation_status, seen_at)
    select 'po_' || day::date, 0, 0, 'EUR', 'paid', true, day::date, day::date, day, 'completed', day
    from generate_series(date '2022-01-01', date '2026-11-20', interval '1 day') as day`.execute(db)
  await sql`insert into entry (id, source, kind, occurred_at, day, currency, amount_minor, fee_minor, net_minor)
    select 'ent_inc_' || class || '_' || month::date, 'manual', 'income', month, month::date, 'EUR', 900000, 0, 900000
    from generate_series(date '2022-01-01', date '2026-10-01', interval '1 month') as month
    cross join unnest(${incomes}::text[]) as class`.execute(db)
  await sql`insert into entry_label (entry_id, version, class, labelled_at)
    select id, 1, split_part(id, '_', 3), now() from entry where kind = 'income'`.execute(db)
  await sql`insert into income (entry_id, class, document, entered_by, entered_at)
    select id, split_part(id, '_', 3), id, 'bench', now() from entry where kind = 'income'`.execute(
    db,
  )
}

const incomes = ['advertising', 'sponsorship', 'foundation', 'government', 'corporate', 'events']

/** Drops what only slows the filling down; the statements that make it again. */
async function withoutIndexes(db: Database): Promise<string[]> {
  const { rows: found } = await sql<{ name: string; definition: string }>`
    select indexname as name, indexdef as definition from pg_indexes
    where tablename in ('entry', 'entry_label', 'subscription_change', 'subscription', 'invoice')
      and indexname not like '%pkey'`.execute(db)
  for (const { name } of found) await sql`drop index ${sql.ref(name)}`.execute(db)
  return found.map(({ definition }) => definition)
}

/** What came in since the sums were last kept: payments, and new labels for rows of long ago. */
export async function addTail(db: Database, rowsOfEach: number): Promise<void> {
  const run = sql`(select count(*) from entry_label where campaign = 'campaign-tail' and version = 1)`
  await sql`with run as (select ${run} as run),
    tail as (select n, 'tail_' || run || '_' || n as name from run, generate_series(1, ${sql.lit(rowsOfEach)}) as n),
    paid as (
      insert into entry (id, source, kind, occurred_at, day, currency, amount_minor, fee_minor,
        net_minor, balance_transaction, charge)
      select 'ent_txn_' || name, 'stripe', 'payment', '2026-11-20 10:00Z', '2026-11-20', 'EUR', 700, 40,
        660, 'txn_' || name, 'ch_' || name
      from tail)
    insert into entry_label (entry_id, version, class, member_id, campaign, labelled_at)
    select 'ent_txn_' || name, 1, 'gift', 'mem_' || n * 3, 'campaign-tail', now() from tail`.execute(
    db,
  )
  await sql`insert into entry_label (entry_id, version, class, member_id, campaign, labelled_at)
    select entry_id, max(version) + 1, 'membership', 'mem_' || n * 1009 / 40, 'campaign-tail', now()
    from generate_series(1, ${sql.lit(rowsOfEach)}) as n
    join entry_label on entry_id = 'ent_txn_' || n * 1009
    where n * 1009 % 40 < ${sql.lit(memberships)}
    group by entry_id, n`.execute(db)
}
