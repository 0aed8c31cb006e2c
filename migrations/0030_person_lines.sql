-- 0030: what each person came to, by measure; and indexes for what memberships pay next, what became
-- of bills that failed, and entries in the order of their pages.
-- Why: a person has hundreds of lines of a few dozen measures, whose names were most of what was kept;
-- and a report reads those of its own measures alone. Sums over persons are made anew in the
-- background, and reports read the rows until then. A forecast adds up the next payments of all
-- memberships, and recovery counts all failed bills, whose rows are wide. A page of entries in their order
-- read all entries of its first day.
-- Locks: two tables that only the keeping of sums writes to; writes to subscription, invoice and
-- entry wait for an index each (a second for some hundred thousand rows). Backfill: none, both tables begin empty.
set local lock_timeout = '3s';

truncate person_lines, person_sum;
delete from rollup_mark where part = 'persons';

create index subscription_due on subscription
  (currency, interval_unit, interval_count, period_end, ends_at, amount_minor, status, paused)
  where status in ('active', 'past_due') and paused = false and period_end is not null and amount_minor > 0;
create index invoice_failed on invoice (first_failed_at)
  include (status, paid_at, seen_at, subscription, billing_reason, currency, amount_due_minor)
  where first_failed_at is not null;
create index entry_in_order on entry (day, occurred_at, id);
