-- 0030: what each person came to, by measure; and what memberships pay next, in an index alone.
-- Why: a person has hundreds of lines of a few dozen measures, whose names were most of what was kept;
-- and a report reads those of its own measures alone. Sums over persons are made anew in the
-- background, and reports read the rows until then. A forecast adds up the next payments of all
-- memberships, whose rows are wide.
-- Locks: two tables that only the keeping of sums writes to; writes to subscription wait for its index
-- (a second for some hundred thousand). Backfill: none, both tables begin empty.
set local lock_timeout = '3s';

truncate person_lines, person_sum;
delete from rollup_mark where part = 'persons';

create index subscription_due on subscription
  (currency, interval_unit, interval_count, period_end, ends_at, amount_minor, status, paused)
  where status in ('active', 'past_due') and paused = false and period_end is not null and amount_minor > 0;
