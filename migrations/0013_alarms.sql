-- 0013: alarms: what was the matter, from when to when, and who has been told of it; what Stripe last
-- said of our webhook endpoint; and whether what a sweep found was overdue.
-- Why: an alarm is told once a cause, also across restarts and many processes.
-- Locks: sweep_find for a moment, as the column's default is a constant. Backfill: none.
set local lock_timeout = '3s';

create table alarm (
  cause text not null,
  opened_at timestamptz not null,
  summary text not null,
  closed_at timestamptz,
  primary key (cause, opened_at),
  constraint over_after_it_began check (closed_at >= opened_at)
);
create unique index one_open_alarm_a_cause on alarm (cause) where closed_at is null;

-- One row a receiver and state. `next_at` is moved on before each try: who moves it, tries.
create table alarm_message (
  cause text not null,
  opened_at timestamptz not null,
  state text not null,
  channel text not null,
  tries integer not null default 0,
  next_at timestamptz not null,
  told_at timestamptz,
  primary key (cause, opened_at, state, channel),
  constraint state_is_known check (state in ('open', 'over')),
  constraint channel_is_known check (channel in ('url', 'email'))
);
create index alarm_message_waiting on alarm_message (next_at) where told_at is null;

-- One row. `silent_since` is null while Stripe answers, `silence` says why it does not.
create table endpoint_watch (
  id text primary key,
  state text,
  silence text,
  silent_since timestamptz,
  constraint there_is_one check (id = 'ours'),
  constraint state_is_known check (state in ('enabled', 'disabled', 'missing', 'hidden')),
  constraint silence_has_a_reason check ((silence is null) = (silent_since is null))
);

-- Found by a run that leaves alone what a webhook may still bring.
alter table sweep_find add column overdue boolean not null default true;
