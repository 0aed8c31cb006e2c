-- 0026: what readers may give as data, what they say with an order, and who tries cards.
-- Why: levels, amounts, currencies, limits, benefits and texts are the newsroom's to set, with a history;
-- a dedication or a company's name belongs to the order it came with, and to a person once that was paid;
-- whoever tries stolen cards is told from the reader beside them by address, card print and form.
-- Locks: a moment each on declaration, checkout_order and failed_attempt (columns without a rewrite, a
-- constraint); writes to failed_attempt wait for its indexes. Backfill: none.
set local lock_timeout = '3s';

-- Kinds are known to the code that reads them; a list here had to grow with each of them.
alter table declaration drop constraint kind_is_known;
alter table declaration add constraint kind_is_a_word check (kind ~ '^[a-z_]+$');
alter table declaration add column reason text;

alter table checkout_order
  add column extra_minor bigint not null default 0,
  add column language text,
  -- A keyed hash of the address it came from, for a few days.
  add column visitor text;
create index checkout_order_by_visited on checkout_order (created_at) where visitor is not null;

-- What somebody said with an order, by its form. `member_id` and `paid_by` (a payment intent or a
-- subscription) once it was paid; rows of orders that nobody paid are removed after some days.
create table order_words (
  nonce text primary key,
  member_id text,
  paid_by text,
  dedication_kind text,
  dedication text,
  reason text,
  shown_as text not null,
  public_name text,
  company text,
  tax_country text,
  tax_number text,
  said_at timestamptz not null,
  constraint dedication_kind_is_known check (dedication_kind in ('honour', 'memory')),
  constraint dedication_is_whole check ((dedication_kind is null) = (dedication is null)),
  constraint shown_as_is_known check (shown_as in ('public', 'initials', 'anonymous')),
  constraint paid_is_whole check ((member_id is null) = (paid_by is null))
);
create index order_words_by_member on order_words (member_id) where member_id is not null;
create index order_words_by_said on order_words (said_at) where member_id is null;

-- Of a refused payment: the form it was for, and the card's print as Stripe knows it.
alter table failed_attempt
  add column nonce text,
  add column card text;
create index failed_attempt_by_nonce on failed_attempt (nonce) where nonce is not null;
