-- 0027: by which wording of the banner somebody came who gave.
-- Why: wordings are compared by the net money that they brought, beside readers who never saw a banner;
-- nothing is counted before somebody gives, so the gift itself carries the wording's name.
-- Locks: a moment on checkout_order (a column without a rewrite). Backfill: none.
set local lock_timeout = '3s';

alter table checkout_order add column variant text;

-- `paid_by`: a payment intent, of a gift, or a subscription, whose payments all belong to it.
create table variant_payment (
  paid_by text primary key,
  variant text not null,
  noted_at timestamptz not null
);
create index variant_payment_by_noted on variant_payment (noted_at);
