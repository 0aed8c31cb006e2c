-- 0015: what each customer says of themselves, beside whose they are; and the days of a dispute.
-- Why: a person's name and address are those of the newest of their customers, in whichever order we
-- hear of them; and a record tells when a payment was disputed, and when that was decided.
-- Locks: a moment on two tables (columns without a rewrite). Backfill: none; news fill them, and until
-- then what the member's own row says stands.
set local lock_timeout = '3s';

alter table member_customer
  add column made_at timestamptz,
  add column email text,
  add column name text;

alter table payment
  add column disputed_at timestamptz,
  add column dispute_closed_at timestamptz;
