-- 0021: when a bill could first not be paid, and when it was paid after all.
-- Why: failed payments are counted by the month of their first failure, and what became of each is told
-- by the days until it was paid; the newest object knows neither the first failure nor all of them.
-- Locks: a moment on invoice (columns without a rewrite), and its index, which begins empty.
-- Backfill: none here; `mainstay backfill` reads each bill again, and its failed charges tell the rest.
set local lock_timeout = '3s';

alter table invoice
  add column first_failed_at timestamptz,
  add column paid_at timestamptz;
create index invoice_by_first_failure on invoice (first_failed_at) where first_failed_at is not null;
