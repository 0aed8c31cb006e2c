-- 0003: Stripe's events as they came, and the lease under which one object is brought up to date.
-- Why: the door may do one insert and nothing else; the work is done by object, later and repeatably.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

create table inbox (
  object_key text not null,
  event_id text not null,
  type text not null,
  object_type text not null,
  api_version text,
  livemode boolean not null,
  created timestamptz not null,
  origin text not null default 'webhook',
  state text not null default 'new',
  payload text,
  received_at timestamptz not null,
  done_at timestamptz,
  primary key (object_key, event_id),
  constraint origin_is_known check (origin in ('webhook', 'sweep')),
  constraint state_is_known check (state in ('new', 'done', 'ignored', 'other_mode', 'shelved'))
);
create index inbox_pending on inbox (object_key) where state = 'new';
-- Some bytes a block instead of an entry a row: the door pays for every index it fills.
create index inbox_received on inbox using brin (received_at) with (pages_per_range = 16);

-- `version` grows with each lease taken: a result is written only while the version it began with stands.
create table object_lease (
  object_key text primary key,
  object_type text not null,
  version bigint not null default 0,
  leased_until timestamptz,
  attempts integer not null default 0,
  next_at timestamptz not null default '-infinity',
  failure text,
  shelved_at timestamptz,
  known_at timestamptz
);
create index object_lease_shelved on object_lease (shelved_at) where shelved_at is not null;

-- How far each sweep has read, and what it found that no webhook had brought.
create table watermark (
  sweep text primary key,
  mark timestamptz not null,
  ran_at timestamptz not null
);
create table sweep_find (
  sweep text not null,
  object text not null,
  id text not null,
  found_at timestamptz not null,
  primary key (sweep, id)
);
create index sweep_find_newest on sweep_find (found_at);
