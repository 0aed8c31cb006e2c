-- 0007: one row an order, keyed by the form's nonce: the same form can open one Stripe session only.
-- Why: a double click, two tabs or a retry must never charge twice. It names no payer.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

create table checkout_order (
  nonce text primary key,
  member_ref text not null,
  frequency text not null,
  amount_minor bigint not null,
  currency text not null,
  base_minor bigint not null,
  campaign text,
  article text,
  tier text,
  return_to text,
  session text,
  url text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint frequency_is_known check (frequency in ('once', 'monthly', 'yearly'))
);
create index checkout_order_by_session on checkout_order (session) where session is not null;
