-- 0004: who supports us: people, the names Stripe knows them by, their subscriptions and payments.
-- Why: membership state is derived from these facts alone; an address or a customer leads to one person.
-- Locks: none on tables in use. Backfill: none, the sync fills it.
set local lock_timeout = '3s';

create table member (
  id text primary key,
  email text,
  name text,
  state text not null,
  raw_status text,
  since timestamptz,
  until timestamptz,
  ending boolean not null default false,
  frequency text,
  amount_minor bigint,
  currency text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint state_is_known check (state in ('member', 'grace', 'suspended', 'pending', 'ended',
    'supporter', 'former_supporter', 'unclear'))
);
create index member_newest on member (created_at desc, id desc);

-- The address in lower case: the same address in any case is one member.
create table member_email (
  email text primary key,
  member_id text not null
);
create index member_email_of on member_email (member_id);

create table member_customer (
  customer text primary key,
  member_id text not null,
  deleted_at timestamptz
);
create index member_customer_of on member_customer (member_id);

create table subscription (
  member_id text not null,
  id text not null,
  customer text not null,
  status text not null,
  raw_status text not null,
  known_status text,
  paused boolean not null default false,
  started_at timestamptz not null,
  period_end timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  end_reason text,
  unpaid_since timestamptz,
  amount_minor bigint not null,
  currency text not null,
  frequency text not null,
  interval_unit text not null,
  interval_count integer not null,
  campaign text,
  article text,
  seen_at timestamptz not null,
  primary key (member_id, id),
  constraint status_is_known check (status in ('active', 'trialing', 'past_due', 'unpaid', 'paused',
    'incomplete', 'incomplete_expired', 'canceled', 'unknown')),
  constraint frequency_is_known check (frequency in ('monthly', 'yearly', 'other'))
);
create index subscription_by_id on subscription (id);

-- One row a charge, as the member's desk shows it; money itself stands in the ledger alone.
create table payment (
  member_id text not null,
  id text not null,
  payment_intent text,
  class text,
  state text not null,
  failure text,
  amount_minor bigint not null,
  refunded_minor bigint not null default 0,
  currency text not null,
  dispute text not null default 'none',
  made_at timestamptz not null,
  primary key (member_id, id),
  constraint class_is_known check (class in ('membership', 'gift')),
  constraint state_is_known check (state in ('succeeded', 'pending', 'failed')),
  constraint dispute_is_known check (dispute in ('none', 'open', 'won', 'lost'))
);
create index payment_by_intent on payment (payment_intent);
create index payment_by_id on payment (id);

-- What an invoice is for; joins a payment to its subscription, in whichever order the two are learned.
create table invoice (
  id text primary key,
  subscription text,
  member_id text,
  status text not null,
  billing_reason text,
  amount_due_minor bigint not null,
  amount_paid_minor bigint not null,
  currency text not null,
  attempt_count integer not null default 0,
  next_attempt_at timestamptz,
  period_start timestamptz,
  period_end timestamptz,
  campaign text,
  article text,
  created timestamptz not null,
  seen_at timestamptz not null
);
create index invoice_by_subscription on invoice (subscription);
