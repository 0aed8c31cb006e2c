-- 0006: what finance adds to the ledger: income outside Stripe, what is expected, rates, months, proofs.
-- Why: the readers' share needs the whole denominator, and says so when a part of it is missing.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

-- Beside its entry (kind `income`); a reversal is a row of its own that names what it reverses.
create table income (
  entry_id text primary key,
  class text not null,
  channel text,
  document text not null,
  estimated boolean not null default false,
  reverses text,
  reason text,
  entered_by text not null,
  entered_at timestamptz not null
);
create trigger income_only_grows before update or delete or truncate on income
  execute function refuse_change();

-- An entry can be reversed once; written first, so that of two at the same time one is refused.
create table income_reversal (
  entry_id text primary key,
  reversal_id text not null
);

-- The one place that names who paid; erased with the person, without touching a figure.
create table income_payer (
  entry_id text primary key,
  payer text not null
);

-- A document counts once a class; an estimate's place is taken over by its figure.
create table income_document (
  document text not null,
  class text not null,
  entry_id text not null,
  primary key (document, class)
);

-- Which classes finance expects from a month on ('2026-03'); the newest declaration counts.
create table expectation (
  from_month text not null,
  declared_at timestamptz not null,
  classes text[] not null,
  declared_by text not null,
  primary key (from_month, declared_at),
  constraint month_is_written_as_year_and_month check (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$')
);

-- Units of `currency` for one unit of `base` (EUR in the ECB's file, the currency in the NBU's).
create table rate (
  base text not null,
  currency text not null,
  day date not null,
  rate numeric not null,
  source text not null,
  imported_at timestamptz not null,
  primary key (base, currency, day),
  constraint rate_is_positive check (rate > 0)
);
create trigger rate_only_grows before update or delete or truncate on rate
  execute function refuse_change();

-- A month without a row is open.
create table month (
  month text primary key,
  state text not null,
  closed_by text,
  closed_at timestamptz,
  hash text,
  constraint state_is_known check (state in ('closed', 'open'))
);

create table proof (
  run_id text not null,
  id text not null,
  ran_at timestamptz not null,
  ok boolean not null,
  currency text not null,
  expected_minor bigint not null,
  actual_minor bigint not null,
  difference_minor bigint not null,
  detail jsonb,
  primary key (run_id, id)
);
create index proof_newest on proof (ran_at desc);
