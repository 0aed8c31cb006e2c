-- 0014: when the newest event of an object was made that has been answered, beside its lease.
-- Why: it was looked up among all of the object's events, and the account's balance has an event for
-- every payment ever made. Unknown (the rows of before) means a fetch more, never an older state.
-- Locks: object_lease for a moment, for the column. Backfill: none, each settled lease brings its own.
set local lock_timeout = '3s';

alter table object_lease add column answered_at timestamptz;
