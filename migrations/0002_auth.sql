-- 0002: who may enter (people by e-mail link, programs by key), and the mailbox of a local start.
-- Why: sessions and links are better-auth's, under the names its options give them (a test compares);
-- who is invited, with which role, and which keys exist is ours.
-- Locks: none on tables in use. Backfill: none.
set local lock_timeout = '3s';

-- A person who signed in. `role` is the invitation's, copied when the row is made; null is no staff.
create table auth_user (
  id uuid default pg_catalog.gen_random_uuid() not null primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz default current_timestamp not null,
  updated_at timestamptz default current_timestamp not null,
  role text
);

create table auth_session (
  id uuid default pg_catalog.gen_random_uuid() not null primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz default current_timestamp not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id uuid not null references auth_user (id) on delete cascade
);
create index auth_session_user_id_idx on auth_session (user_id);

create table auth_account (
  id uuid default pg_catalog.gen_random_uuid() not null primary key,
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references auth_user (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz default current_timestamp not null,
  updated_at timestamptz not null
);
create index auth_account_user_id_idx on auth_account (user_id);

-- Links that were sent and not yet used; the identifier is a hash of a hash, the token stands nowhere.
create table auth_verification (
  id uuid default pg_catalog.gen_random_uuid() not null primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz default current_timestamp not null,
  updated_at timestamptz default current_timestamp not null
);
create index auth_verification_identifier_idx on auth_verification (identifier);

-- Who of the staff is invited; the address in lower case. A removed person keeps the row, not the entry.
create table staff (
  email text primary key,
  role text not null,
  invited_by text not null,
  invited_at timestamptz not null,
  removed_at timestamptz,
  constraint role_is_known check (role in ('viewer', 'finance', 'support', 'admin')),
  constraint email_is_lower_case check (email = lower(email))
);

-- A program's key: SHA-256 of it, so that the table lets nobody in.
create table api_key (
  id text primary key,
  hash text not null unique,
  name text not null,
  role text not null,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  constraint role_is_known check (role in ('viewer', 'finance', 'support', 'entitlement', 'admin'))
);

-- What a local start would have mailed; the newest 200 are kept. Empty wherever MAIL_URL is set.
create table dev_mail (
  id text primary key,
  recipient text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  at timestamptz not null
);
create index dev_mail_newest on dev_mail (at desc, id desc);
