-- 0025: what people do with their own memberships, and how failed payments are followed up.
-- Why: an act calls Stripe, which no transaction may span, so it is written down before and after: sent
-- again it goes on or does nothing, and of two at the same time one waits. The reason for leaving stands
-- beside it. A new card is tried once for each bill that is open, whoever tells of it and how often.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

-- `id` names the form that it was sent by, `before` is how the membership stood when it began. The
-- words of who left are personal.
create table membership_act (
  member_id text not null,
  id text not null,
  subscription text not null,
  act text not null,
  reason text,
  comment text,
  before jsonb,
  began_at timestamptz not null,
  ended_at timestamptz,
  outcome text,
  primary key (member_id, id),
  constraint an_end_has_an_outcome check ((ended_at is null) = (outcome is null))
);
create unique index one_act_at_a_time on membership_act (member_id, subscription)
  where ended_at is null;

create table card_retry (
  member_id text not null,
  invoice text not null,
  method text not null,
  noted_at timestamptz not null,
  tried_at timestamptz,
  outcome text,
  primary key (member_id, invoice, method)
);
create index card_retry_waiting on card_retry (noted_at) where tried_at is null;
