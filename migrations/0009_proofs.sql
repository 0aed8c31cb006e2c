-- 0009: payouts, what proves the books row by row, and transactions that break their own rule.
-- Why: a payout stands in the period of its arrival; a proof says of what it is and which transactions
-- differ, so that it need not be proven again while the ledger's side is the same; a transaction that
-- cannot be booked keeps its month open, and only the day on which it was made is sure of it.
-- Locks: entry and proof, for the moment of adding columns without a rewrite. Backfill: none; of older
-- entries `balance_type` is null and means `payments`.
set local lock_timeout = '3s';

-- Facts of each payout as Stripe last told them; `arrival` is Stripe's day, which has no zone.
create table payout (
  id text primary key,
  amount_minor bigint not null,
  currency text not null,
  status text not null,
  automatic boolean not null,
  arrival date not null,
  created timestamptz not null,
  reconciliation_status text not null,
  trace_id text,
  failure text,
  balance_transaction text,
  failure_balance_transaction text,
  seen_at timestamptz not null,
  constraint currency_is_upper_case check (currency ~ '^[A-Z]{3}$')
);
create index payout_by_arrival on payout (arrival);

alter table entry add column balance_type text;

-- `currency` is null where objects are counted. `fingerprint`: of the ledger's rows that were proven.
alter table proof
  alter column currency drop not null,
  add column kind text not null default 'balance',
  add column transactions integer not null default 0,
  add column fingerprint text,
  add constraint kind_is_known check (kind in ('balance', 'payout', 'day', 'objects'));
create index proof_newest_of on proof (id, ran_at desc);

-- Not in the books: its own sums do not hold, or it is none that we can read. It stands until its
-- entry does. `day` is in the reporting zone, null where not even its time could be read.
create table quarantine (
  balance_transaction text primary key,
  day date,
  reason text not null,
  found_at timestamptz not null
);
