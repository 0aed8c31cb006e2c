-- 0024: what a reader's own pages need: addresses they proved, passkeys, numbered receipts, erasure.
-- Why: a payment under an address joins its member in the books, which proves nothing; what a signed-in
-- reader sees is bounded by addresses whose mailboxes were proven together. Receipts are numbered without
-- gaps by one counter a year, beside the booking and never in its way.
-- Locks: a moment on member, member_email and declaration (columns without a rewrite, a constraint).
-- Backfill: payments that are booked already are asked a number for; it is given in the background.
set local lock_timeout = '3s';

-- Addresses with one `circle` were proven to be one person's: each was confirmed from its mailbox by
-- whoever had the other. Null: this address stands alone, whatever else the books join with it.
alter table member_email add column circle text;

-- Who asked to be erased. The row stays for the money; words about it from Stripe are not taken any more.
alter table member add column erased_at timestamptz;

-- An address that somebody who is signed in asks to add: waits for its own mailbox to say yes.
create table address_request (
  email text not null,
  asked_by text not null,
  member_id text not null,
  token_hash text not null,
  expires_at timestamptz not null,
  primary key (email, asked_by)
);

-- better-auth's own table, under the names its options give it.
create table auth_passkey (
  id uuid default pg_catalog.gen_random_uuid() not null primary key,
  name text,
  public_key text not null,
  user_id uuid not null references auth_user (id) on delete cascade,
  credential_id text not null,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index auth_passkey_user_id_idx on auth_passkey (user_id);
create index auth_passkey_credential_id_idx on auth_passkey (credential_id);

-- A booked row that has no number yet, by the day on which it happened; gone once it has one.
create table receipt_due (
  day date not null,
  entry_id text not null,
  primary key (day, entry_id)
);
-- The last number given in a year.
create table receipt_counter (
  year integer primary key,
  last integer not null
);
-- What a row of the books is as a document: its number in the year of its day. Never changed, never gone.
create table receipt (
  year integer not null,
  number integer not null,
  entry_id text not null,
  issued_at timestamptz not null,
  primary key (year, number),
  constraint one_number_an_entry unique (year, entry_id)
);
create trigger receipt_only_grows before update or delete or truncate on receipt
  execute function refuse_change();

insert into receipt_due (day, entry_id)
  select coalesce(true_day, day), id from entry
  where charge is not null and kind in
    ('payment', 'refund', 'refund_failure', 'payment_failure', 'dispute', 'dispute_reversal');

alter table declaration drop constraint kind_is_known;
alter table declaration add constraint kind_is_known
  check (kind in ('cash', 'campaign', 'tax', 'product', 'accounts', 'issuer', 'receipt_wording'));
