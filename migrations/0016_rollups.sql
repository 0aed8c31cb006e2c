-- 0016: sums of the books that are kept, and which transaction wrote each row that they are made of.
-- Why: reports add what is kept to what came since, and are exact to the last commit. A mark that is
-- no higher than the oldest transaction still open parts the two, as rows are not committed in the
-- order of their ids. A row without a transaction was there before; the columns are never written to.
-- Locks: four tables for a moment (columns without a rewrite); writes wait while each is read once for
-- its index (a second for some millions of rows). Backfill: none, the sums are made in the background
-- and reports read the rows themselves until then.
set local lock_timeout = '3s';

alter table entry add column tx xid8;
alter table entry alter column tx set default pg_current_xact_id();
create index entry_by_tx on entry (tx) where tx is not null;

alter table entry_label add column tx xid8;
alter table entry_label alter column tx set default pg_current_xact_id();
create index entry_label_by_tx on entry_label (tx) where tx is not null;

alter table subscription_change add column tx xid8;
alter table subscription_change alter column tx set default pg_current_xact_id();
create index subscription_change_by_tx on subscription_change (tx) where tx is not null;

alter table rate add column tx xid8;
alter table rate alter column tx set default pg_current_xact_id();
create index rate_by_tx on rate (tx) where tx is not null;

-- Something about a person changed that counts in figures and that no row above tells: two members were
-- one, a subscription became somebody's.
create table person_news (
  person text not null,
  tx xid8 not null default pg_current_xact_id(),
  primary key (person, tx)
);
create index person_news_by_tx on person_news (tx);

-- How far each part of what is kept has come: everything of transactions before `mark` is in it, made
-- by the rules that `made_by` names. While it is being made, `reached` is how far that is.
create table rollup_mark (
  part text primary key,
  mark xid8 not null,
  made_by text[] not null,
  reached text,
  passed_at timestamptz not null
);

-- Sums of the entries in the books' currency, by day and by month, alike in what figures look at.
create table ledger_sum (
  dimension text not null,
  grain text not null,
  start date not null,
  key text,
  kind text not null,
  source text not null,
  class text,
  amount bigint not null,
  tax bigint not null,
  fee bigint not null,
  entries bigint not null,
  constraint dimension_is_known check (dimension in ('class', 'campaign', 'article', 'country')),
  constraint grain_is_known check (grain in ('day', 'month'))
);
create unique index ledger_sum_place on ledger_sum (dimension, grain, start, key, kind, source, class)
  nulls not distinct;
create index ledger_sum_empty on ledger_sum (start) where entries = 0;

-- What one person's facts came to when they were last looked at, and the sums of that over all persons.
create table person_lines (
  person text primary key,
  lines jsonb not null
);
create table person_sum (
  measure text not null,
  at date not null,
  key text not null,
  value numeric not null,
  primary key (measure, at, key)
);
create index person_sum_empty on person_sum (at) where value = 0;
