-- 0008: what a member's record tells besides state and payments: how memberships changed and are
-- paused, refunds on their way, warnings, open invoices, checkouts left, and words we do not know.
-- Why: staff answer from the record; later reports of movements need each change with its moment.
-- Locks: a moment on four tables (columns without a rewrite). Backfill: none, news fill them.
set local lock_timeout = '3s';

alter table subscription
  add column pause_reason text,
  add column resumes_at timestamptz,
  add column trial_ends_at timestamptz,
  add column end_feedback text,
  add column recipient_ref text;

-- Charged stands in amount_minor and currency, presented is what the reader saw; settled is the ledger's.
alter table payment
  add column presented_minor bigint,
  add column presented_currency text,
  add column refund_pending_minor bigint not null default 0,
  add column returned boolean not null default false,
  add column recipient_ref text,
  add column dispute_reason text,
  add column dispute_due_at timestamptz,
  add column fraud_warning text,
  add column fraud_warned_at timestamptz,
  add constraint presented_names_its_currency
    check ((presented_minor is null) = (presented_currency is null));

alter table invoice add column pay_url text;

alter table member_customer
  add column card_last4 text,
  add column card_expires text,
  add column card_noted_at timestamptz;

create table refund (
  member_id text not null,
  id text not null,
  payment text not null,
  state text not null,
  failure text,
  amount_minor bigint not null,
  currency text not null,
  made_at timestamptz not null,
  primary key (member_id, id),
  constraint state_is_known check (state in ('succeeded', 'pending', 'failed', 'canceled'))
);

-- One row an event that changed what a subscription is worth or how it stands: once, with its moment,
-- in whichever order the events come. `_before` is null where the event does not say it.
create table subscription_change (
  subscription text not null,
  event_id text not null,
  at timestamptz not null,
  kind text not null,
  status_before text,
  status text not null,
  paused_before boolean,
  paused boolean not null,
  amount_before_minor bigint,
  amount_minor bigint not null,
  currency text not null,
  interval_unit_before text,
  interval_count_before integer,
  interval_unit text not null,
  interval_count integer not null,
  ends_at_before timestamptz,
  ends_at timestamptz,
  primary key (subscription, event_id),
  constraint kind_is_known check (kind in ('created', 'updated', 'deleted'))
);
create index subscription_change_by_time on subscription_change (at);

-- Payments that somebody tried and the bank, or the check of the card, refused; names nobody.
create table failed_attempt (
  id text primary key,
  failed_at timestamptz not null,
  customer text,
  reason text,
  risk_level text,
  amount_minor bigint not null,
  currency text not null,
  country text
);
create index failed_attempt_by_time on failed_attempt (failed_at);

create table abandoned_checkout (
  id text primary key,
  member_id text,
  mode text not null,
  amount_minor bigint,
  currency text,
  campaign text,
  article text,
  made_at timestamptz not null,
  expired_at timestamptz
);
create index abandoned_checkout_of on abandoned_checkout (member_id) where member_id is not null;

-- A word of Stripe's that is newer than this version: what it stood in, and one object that has it.
create table unknown_value (
  object text not null,
  field text not null,
  value text not null,
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  times bigint not null default 1,
  example text not null,
  primary key (object, field, value)
);
