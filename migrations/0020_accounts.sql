-- 0020: which accounts the journal names, and how columns of income files were understood.
-- Why: a newsroom's chart of accounts is its own, and so are the files it gets its income in; both are
-- said once and kept.
-- Locks: declaration, which is small, for its constraint. Backfill: none.
set local lock_timeout = '3s';

alter table declaration drop constraint kind_is_known;
alter table declaration add constraint kind_is_known
  check (kind in ('cash', 'campaign', 'tax', 'product', 'accounts'));

-- What was chosen last for files with these column names; `signature` is made of the names in order.
create table income_mapping (
  signature text primary key,
  mapping jsonb not null,
  used_by text not null,
  used_at timestamptz not null
);

-- A document's reference, given after the income was entered; the highest version counts.
create table income_reference (
  entry_id text not null,
  version integer not null,
  reference text not null,
  given_by text not null,
  given_at timestamptz not null,
  primary key (entry_id, version)
);
create trigger income_reference_only_grows before update or delete or truncate on income_reference
  execute function refuse_change();
