-- 0029: who agreed to which newsletter, to one reminder, and which giver said no to giving monthly.
-- Why: a mail that nobody asked for may not be sent, so that what was agreed to stands with its wording,
-- place and time; whoever leaves keeps their evidence, and an erased address its keyed hash alone.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

-- One row an agreement: asked for, then confirmed from the mailbox (or behind a sign-in), then ended.
create table newsletter_consent (
  address_hash text not null,
  id text not null,
  list text not null,
  address text,
  language text not null,
  wording text not null,
  source text not null,
  asked_at timestamptz not null,
  confirmed_at timestamptz,
  confirmed_by text,
  ended_at timestamptz,
  ended_by text,
  primary key (address_hash, id),
  constraint confirmed_is_whole check ((confirmed_at is null) = (confirmed_by is null)),
  constraint ended_is_whole check ((ended_at is null) = (ended_by is null)),
  constraint only_the_confirmed_ends check (ended_at is null or confirmed_at is not null),
  constraint confirmed_by_is_known check (confirmed_by in ('mail', 'account')),
  constraint ended_by_is_known check (ended_by in ('mail', 'one_click', 'account', 'staff'))
);
create unique index newsletter_consent_waiting on newsletter_consent (address_hash, list)
  where confirmed_at is null;
create unique index newsletter_consent_running on newsletter_consent (address_hash, list)
  where confirmed_at is not null and ended_at is null and address is not null;
create index newsletter_consent_by_address on newsletter_consent (address);
create index newsletter_consent_by_list on newsletter_consent (list, asked_at);

-- One mail that somebody asked for: in a month of theirs, or if they do not finish paying. `about` is that
-- month, or the order's form; a row goes when it was stopped or its mail was queued.
create table reminder (
  address_hash text not null,
  id text not null,
  kind text not null,
  about text not null,
  address text not null,
  language text not null,
  wording text not null,
  asked_at timestamptz not null,
  due_at timestamptz not null,
  primary key (address_hash, id),
  constraint reminder_kind_is_known check (kind in ('month', 'unfinished'))
);
create index reminder_by_due on reminder (due_at);
create unique index reminder_once on reminder (address_hash, kind, about);

-- Who gave once and does not want to be asked to give monthly, by the payment that they were asked with.
create table monthly_declined (
  payment_intent text primary key,
  declined_at timestamptz not null
);
