-- 0030: what each person came to, by measure.
-- Why: a person has hundreds of lines of a few dozen measures, whose names were most of what was kept;
-- and a report reads those of its own measures alone. Sums over persons are made anew in the
-- background, and reports read the rows until then.
-- Locks: two tables that only the keeping of sums writes to. Backfill: none, both begin empty.
set local lock_timeout = '3s';

truncate person_lines, person_sum;
delete from rollup_mark where part = 'persons';
