-- 0017: what a membership is priced at beside each of its changes, on which day of the books it
-- counts, why it stopped, and what was seen on the subscription itself where no event told it.
-- Why: recurring revenue and its movements are worked from these rows alone (finance.md 1.5).
-- Locks: a moment on subscription_change, whose rows are few and small. Backfill: below, in one
-- statement each: older rows know amount and rhythm only, and their day is the day in UTC.
set local lock_timeout = '3s';

alter table subscription_change
  add column day date,
  add column true_day date,
  add column price jsonb,
  add column price_before jsonb,
  add column pause_reason text,
  add column end_reason text;

create function pg_temp.price(amount bigint, unit text, count integer) returns jsonb
language sql immutable as $$
  select jsonb_build_object('discounts', '[]'::jsonb, 'terms', '[]'::jsonb, 'items',
    jsonb_build_array(jsonb_build_object(
      'amount_minor', amount::text,
      'per_year', case unit when 'day' then 365 when 'week' then 52 when 'month' then 12 else 1 end
        || '/' || greatest(count, 1),
      'inclusive_tax', null, 'product', null, 'discounts', '[]'::jsonb)))
$$;
update subscription_change set
  day = (at at time zone 'UTC')::date,
  price = pg_temp.price(amount_minor, interval_unit, interval_count),
  price_before = case when amount_before_minor is not null
    then pg_temp.price(amount_before_minor, interval_unit_before, interval_count_before) end;

alter table subscription_change
  alter column day set not null,
  alter column price set not null,
  drop constraint kind_is_known,
  add constraint kind_is_known
    check (kind in ('created', 'updated', 'deleted', 'began', 'seen', 'ended'));
create trigger subscription_change_only_grows before update or delete or truncate
  on subscription_change execute function refuse_change();
