-- 0005: what happened to the money: one row a Stripe balance transaction or an income entered by hand.
-- Why: every figure is a sum over these rows, so a row is written once and never changed. What a row
-- is for (class, person, campaign …) may be learned later and stands in rows beside it that only grow.
-- The id of a Stripe row is made of its balance transaction, so that one can never be booked twice.
-- Locks: none on tables in use. Backfill: none, the sync fills it.
set local lock_timeout = '3s';

create table entry (
  id text primary key,
  source text not null,
  kind text not null,
  occurred_at timestamptz not null,
  day date not null,
  currency text not null,
  amount_minor bigint not null,
  fee_minor bigint not null,
  net_minor bigint not null,
  exchange_rate text,
  stripe_type text,
  reporting_category text,
  balance_transaction text,
  charge text,
  payment_intent text,
  refund text,
  dispute text,
  payout text,
  constraint source_is_known check (source in ('stripe', 'manual', 'import')),
  constraint kind_is_known check (kind in ('payment', 'refund', 'refund_failure', 'dispute',
    'dispute_reversal', 'payment_failure', 'fee', 'payout', 'payout_reversal', 'adjustment',
    'income', 'unclassified')),
  constraint currency_is_upper_case check (currency ~ '^[A-Z]{3}$'),
  constraint net_is_amount_less_fee check (net_minor = amount_minor - fee_minor),
  constraint stripe_rows_name_their_transaction
    check ((source = 'stripe') = (balance_transaction is not null)),
  constraint id_is_made_of_the_transaction
    check (balance_transaction is null or id = 'ent_' || balance_transaction)
);
create index entry_by_day on entry (day, id);
-- Tells at once that nothing needs a rate, which is the ordinary case.
create index entry_by_currency on entry (currency, day);
create index entry_by_charge on entry (charge) where charge is not null;
create index entry_by_intent on entry (payment_intent) where payment_intent is not null;
create trigger entry_only_grows before update or delete or truncate on entry
  execute function refuse_change();

-- What an entry is for. The highest version counts; a version is added when more is known.
create table entry_label (
  entry_id text not null,
  version integer not null,
  class text,
  member_id text,
  campaign text,
  article text,
  country text,
  invoice text,
  subscription text,
  labelled_at timestamptz not null,
  primary key (entry_id, version)
);
create index entry_label_by_member on entry_label (member_id) where member_id is not null;
create trigger entry_label_only_grows before update or delete or truncate on entry_label
  execute function refuse_change();

-- What is known of where a payment came from, one row a payment intent (or a charge without one).
-- The labels of all its entries, refunds and disputes too, are made from it.
create table origin (
  key text primary key,
  class text,
  member_id text,
  campaign text,
  article text,
  country text,
  invoice text,
  subscription text,
  session text,
  known_at timestamptz not null,
  constraint class_is_known check (class in ('membership', 'gift'))
);
create index origin_by_invoice on origin (invoice) where invoice is not null;

-- Which payout took an entry to the bank; Stripe says so only once the payout is made.
create table entry_payout (
  entry_id text primary key,
  payout text not null
);
create index entry_payout_by_payout on entry_payout (payout);
