-- 0019: months that close: each close with its figures, each reopening, and facts that come after.
-- Why: a closed month prints the same figures for ever. What it was closed with is kept whole; whatever
-- is learned later stands in the open month, with the day on which it happened beside it. A month is
-- closed while its newest close was not reopened: both are rows that only grow, so no other state is
-- kept, and the table `month`, which nothing ever wrote to, goes.
-- Locks: entry, for a column without a rewrite and while it is looked through twice for the rows of two
-- small indexes; payout and proof, which are small. Backfill: the day of known payouts is their arrival.
set local lock_timeout = '3s';

drop table month;

-- `hash` is of the rest of the row (docs/figures.md, Months).
create table month_close (
  month text not null,
  version integer not null,
  closed_at timestamptz not null,
  closed_by text not null,
  figures jsonb not null,
  rates jsonb not null,
  definitions jsonb not null,
  hash text not null,
  primary key (month, version),
  constraint month_is_written_as_year_and_month check (month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  constraint version_counts_from_one check (version > 0)
);
create trigger month_close_only_grows before update or delete or truncate on month_close
  execute function refuse_change();

create table month_reopening (
  month text not null,
  version integer not null,
  reopened_at timestamptz not null,
  reopened_by text not null,
  reason text not null,
  primary key (month, version)
);
create trigger month_reopening_only_grows before update or delete or truncate on month_reopening
  execute function refuse_change();

-- One row, shared by whoever writes what a month is made of, and alone with whoever closes one.
create table month_turn (
  id text primary key,
  constraint there_is_one check (id = 'months')
);
insert into month_turn (id) values ('months');

-- The day on which it happened, where the month of that day was closed when it was booked.
alter table entry add column true_day date;
create index entry_late on entry (true_day) where true_day is not null;

-- The few rows of balances beside the ordinary one, which are not in Stripe's balance as it tells it.
create index entry_apart on entry (currency, day) where balance_type <> 'payments';

-- `day`: on which a payout stands, its arrival, or the first open one when it was learned of.
-- `taken_minor`: the sum of what it took, once all of that is booked, as entries never change.
alter table payout add column day date, add column taken_minor bigint;
update payout set day = arrival;
alter table payout alter column day set not null;
create index payout_by_day on payout (day);

alter table proof drop constraint kind_is_known;
alter table proof add constraint kind_is_known
  check (kind in ('balance', 'payout', 'day', 'objects', 'month'));
