-- 0010: how often each sweep ran on each day and what it found, and how far a reading of an account's
-- whole history has come.
-- Why: what sweeps find a day is the health of the webhook path; a reading of years must go on where
-- it was stopped.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

-- `listed` is what Stripe showed, `found` of it what a webhook should have brought long before.
create table sweep_day (
  sweep text not null,
  day date not null,
  runs integer not null,
  listed bigint not null,
  found integer not null,
  primary key (sweep, day)
);

-- One row a list of Stripe's: the last object whose page is written, null before the first.
create table backfill (
  since date not null,
  list text not null,
  begun_at timestamptz not null,
  after text,
  reached timestamptz,
  objects bigint not null default 0,
  done_at timestamptz,
  primary key (since, list)
);
