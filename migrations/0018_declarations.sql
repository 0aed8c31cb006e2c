-- 0018: what finance declares (cash, a campaign's cost, tax, what a product is), and for which product
-- money is.
-- Why: rates and treatments are data of the newsroom's, not decided by code; who declared what and when
-- stays, so a row is never changed and the highest version whose first day has come counts.
-- Locks: short ones for the new columns, which are empty; writes to invoice wait for its index. Backfill: none; money without a known product
-- belongs to its class, and an invoice that is read again names its product.
set local lock_timeout = '3s';

-- `key`: a campaign, a product, or which payments a tax is for; empty for cash. `terms`: as it was sent.
create table declaration (
  kind text not null,
  key text not null,
  version integer not null,
  from_day date,
  terms jsonb not null,
  declared_by text not null,
  declared_at timestamptz not null,
  primary key (kind, key, version),
  constraint kind_is_known check (kind in ('cash', 'campaign', 'tax', 'product'))
);
create trigger declaration_only_grows before update or delete or truncate on declaration
  execute function refuse_change();

alter table invoice add column product text;
-- Tells at once how long the longest service is that anybody paid for.
create index invoice_by_span on invoice ((period_end - created));
alter table origin add column product text;
alter table entry_label add column product text;
