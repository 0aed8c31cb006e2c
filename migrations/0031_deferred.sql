-- 0031: what is deferred of each payment, the sums of that by day, and which transaction last told of a
-- bill's days or of a membership's end.
-- Why: on the recognised basis every figure read the payments of its range (finance.md 1.8). Sums of what
-- is not yet earned answer at once; a payment is kept beside them as it counts, to be taken out when its
-- bill, its membership or its label say something else.
-- Locks: invoice and subscription for a moment (columns without a rewrite); writes wait while each is read
-- once for its index, which begins empty. Backfill: none, the sums are made in the background once finance
-- declares a product, and reports read the payments until then.
set local lock_timeout = '3s';

alter table invoice add column tx xid8;
alter table invoice alter column tx set default pg_current_xact_id();
create index invoice_by_tx on invoice (tx) where tx is not null;

alter table subscription add column tx xid8;
alter table subscription alter column tx set default pg_current_xact_id();
create index subscription_by_tx on subscription (tx) where tx is not null;

-- A payment in the books' currency whose product is no contribution. `exchanged` of it is paid for
-- [service_from, service_to), on `ends` nothing is left to earn; from each of `back_days` on `back_held` is
-- what was not given back. Without days it waits for its bill; without `exchanged` it has no rate.
create table deferred_payment (
  id text primary key,
  day date not null,
  member_id text,
  class text,
  campaign text,
  article text,
  country text,
  product text,
  invoice text not null,
  subscription text,
  service_from date,
  service_to date,
  ends date,
  exchanged bigint,
  back_days date[],
  back_held bigint[]
);
create index deferred_payment_by_invoice on deferred_payment (invoice);
create index deferred_payment_by_subscription on deferred_payment (subscription)
  where subscription is not null;
create index deferred_payment_by_day on deferred_payment (day, ends);
-- Tells at once how long any of them is deferred.
create index deferred_payment_by_span on deferred_payment ((ends - day));
create index deferred_payment_given_back on deferred_payment (day) where back_days is not null;
create index deferred_payment_unrated on deferred_payment (day) where exchanged is null;

-- Sums of these payments: not yet earned when the day begins, billed and given back on it. By class of
-- every day, by campaign, article and country of the first day of each month.
create table deferred_sum (
  dimension text not null,
  day date not null,
  key text,
  class text,
  deferred bigint not null,
  billed bigint not null,
  refunded bigint not null,
  constraint dimension_is_known check (dimension in ('class', 'campaign', 'article', 'country'))
);
create unique index deferred_sum_place on deferred_sum (dimension, day, key, class) nulls not distinct;
create index deferred_sum_empty on deferred_sum (day)
  where deferred = 0 and billed = 0 and refunded = 0;
