/**
 * The sandbox's own schema, beside the app's and known to none of its migrations: it is made here,
 * by whoever comes first, so that any number of processes may open it.
 */
export const schemaSql = `
  create schema if not exists sandbox;
  create table if not exists sandbox.account (id text primary key, state text not null);
  create table if not exists sandbox.object (
    account text not null, id text not null, kind text not null, seq bigint not null,
    created bigint not null, marks text[] not null, body text not null,
    primary key (id, account)
  );
  create index if not exists object_newest on sandbox.object (account, kind, created, seq);
  create index if not exists object_marks on sandbox.object using gin (marks)
    where kind <> 'event';
  create table if not exists sandbox.job (
    account text not null, kind text not null, subject text not null, due bigint not null,
    seq bigint not null, primary key (account, kind, subject)
  );
  alter table sandbox.job add column if not exists clock text not null default '';
  create index if not exists job_due on sandbox.job (account, due, seq);
  create table if not exists sandbox.delivery (
    account text not null, id text not null, event text not null, endpoint text not null,
    born bigint not null, due bigint not null, rank bigint not null, attempts int not null, state text not null,
    flaws text not null, outcome text, primary key (account, id)
  );
  create index if not exists delivery_pending on sandbox.delivery (account, rank)
    where state = 'pending';
  create table if not exists sandbox.answer (
    account text not null, key text not null, answer text not null, primary key (account, key)
  );
`

/** Held while the schema is made: "sandbox" in letters of the alphabet, so that nobody shares it. */
export const SCHEMA_LOCK = 1901_1404_1502
