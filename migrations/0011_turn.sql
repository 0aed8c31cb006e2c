-- 0011: the turn: one row, locked by whoever writes what follows from objects of Stripe's.
-- Why: such a transaction writes many objects at once, each of which may touch the same payments and
-- people as another's. One after the other, no two can wait for each other, in any number of processes.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

create table sync_turn (
  id text primary key,
  constraint there_is_one check (id = 'sync')
);
insert into sync_turn (id) values ('sync');
