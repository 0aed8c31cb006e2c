-- 0028: memberships that somebody pays for somebody else, and memberships without a payment of one's own.
-- Why: a gift membership is paid, delivered on its day, redeemed, left unused or paid back, each a fact
-- with its time; what somebody has who pays nothing themselves (a gift, a grant by staff) is a fact, too.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

-- One a form of an order. `member_id` and `paid_by` (a payment intent) belong to who gave it, once it
-- was paid; rows of orders that nobody paid are removed after some days. The link that redeems it is
-- signed, not kept.
create table gift_membership (
  id text primary key,
  member_id text,
  paid_by text,
  months integer not null,
  -- Null once they were erased.
  recipient_name text,
  recipient_email text,
  -- Null: the giver is not named.
  giver_name text,
  message text,
  -- What its letter and its page are read in.
  language text not null,
  -- A day in the reporting zone.
  deliver_on text not null,
  ordered_at timestamptz not null,
  paid_at timestamptz,
  delivered_at timestamptz,
  -- How often its letter was sent.
  letters integer not null default 0,
  expires_at timestamptz,
  redeemed_at timestamptz,
  redeemed_by text,
  refunded_at timestamptz,
  constraint months_are_some check (months > 0),
  constraint payment_is_whole check ((member_id is null) = (paid_by is null)),
  constraint delivered_once_paid check (delivered_at is null or paid_at is not null),
  constraint delivery_is_whole check ((delivered_at is null) = (expires_at is null)),
  constraint redeemed_once_delivered check (redeemed_at is null or delivered_at is not null),
  constraint redemption_is_whole check ((redeemed_at is null) = (redeemed_by is null))
);
create index gift_membership_by_member on gift_membership (member_id) where member_id is not null;
create index gift_membership_by_redeemer on gift_membership (redeemed_by)
  where redeemed_by is not null;
create index gift_membership_by_ordered on gift_membership (ordered_at);
create index gift_membership_to_deliver on gift_membership (deliver_on)
  where paid_at is not null and delivered_at is null and refunded_at is null;
create index gift_membership_to_redeem on gift_membership (expires_at)
  where delivered_at is not null and redeemed_at is null and refunded_at is null;

-- A membership that its holder pays nothing for: [since, until), shorter where it was taken back.
create table membership_grant (
  member_id text not null,
  id text not null,
  since timestamptz not null,
  until timestamptz not null,
  reason text not null,
  ended_at timestamptz,
  noted_at timestamptz not null,
  primary key (member_id, id),
  constraint grant_has_length check (until > since)
);
