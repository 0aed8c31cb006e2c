-- 0001: what every room stands on: the guard of rows that only grow, the audit log, request counts.
-- Why: ledger and audit must be unchangeable even for our own role, so the database itself refuses.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or removed: add a correcting row', tg_table_name
    using errcode = 'restrict_violation';
end $$;

create table audit (
  id text primary key,
  at timestamptz not null,
  who text not null,
  act text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  reason text
);
create index audit_newest on audit (at desc, id desc);

-- One row a key and window of time; `key` holds a keyed hash, never an address.
create table request_count (
  key text not null,
  window_start timestamptz not null,
  hits integer not null,
  primary key (key, window_start)
);
