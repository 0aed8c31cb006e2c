import type { PoolClient } from 'pg'
import type { Answer, Changes, Delivery, Job, Row } from './store.ts'

/** Writes a unit of work in a few statements, however many rows it has. */
export async function writeChanges(
  client: PoolClient,
  account: string,
  changes: Changes,
): Promise<void> {
  const { removed, jobsDone, jobs, rows, deliveries, answers } = changes
  await client.query('update sandbox.account set state = $2 where id = $1 and state <> $2', [
    account,
    JSON.stringify(changes.account),
  ])
  if (removed.length > 0) await removeObjects(client, account, removed)
  if (rows.length > 0) await writeRows(client, account, rows)
  if (jobsDone.length > 0) await removeJobs(client, account, jobsDone)
  if (jobs.length > 0) await writeJobs(client, account, jobs)
  if (deliveries.length > 0) await writeDeliveries(client, account, deliveries)
  if (answers.length > 0) await writeAnswers(client, account, answers)
}

/** What was on its way to a removed endpoint goes with it. */
async function removeObjects(client: PoolClient, account: string, ids: readonly string[]) {
  await client.query('delete from sandbox.object where id = any($2) and account = $1', [
    account,
    ids,
  ])
  const sql = `delete from sandbox.delivery
    where account = $1 and endpoint = any($2) and state = 'pending'`
  await client.query(sql, [account, ids])
}

async function writeRows(client: PoolClient, account: string, rows: readonly Row[]) {
  const sql = `insert into sandbox.object (account, id, kind, seq, created, marks, body)
    select $1, id, kind, seq, created, string_to_array(marks, ' '), body
    from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[], $7::text[])
      as row (id, kind, seq, created, marks, body)
    on conflict (id, account) do update set marks = excluded.marks, body = excluded.body`
  await client.query(sql, [
    account,
    rows.map(({ id }) => id),
    rows.map(({ kind }) => kind),
    rows.map(({ seq }) => seq),
    rows.map(({ created }) => created),
    rows.map(({ marks }) => marks.join(' ')),
    rows.map(({ body }) => body),
  ])
}

/** Each by its key: without statistics the planner reads an index of the whole account. */
async function removeJobs(client: PoolClient, account: string, jobs: readonly Job[]) {
  const sql = `delete from sandbox.job where ctid = any (array(
    select found.ctid from unnest($2::text[], $3::text[]) as done (kind, subject) cross join lateral
      (select ctid from sandbox.job
        where account = $1 and kind = done.kind and subject = done.subject offset 0) found))`
  const kinds = jobs.map(({ kind }) => kind)
  await client.query(sql, [account, kinds, jobs.map(({ subject }) => subject)])
}

async function writeJobs(client: PoolClient, account: string, jobs: readonly Job[]) {
  const sql = `insert into sandbox.job (account, kind, subject, due, seq, clock)
    select $1, * from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])
    on conflict (account, kind, subject)
      do update set due = excluded.due, seq = excluded.seq, clock = excluded.clock`
  await client.query(sql, [
    account,
    jobs.map(({ kind }) => kind),
    jobs.map(({ subject }) => subject),
    jobs.map(({ due }) => due),
    jobs.map(({ seq }) => seq),
    jobs.map(({ clock }) => clock),
  ])
}

async function writeDeliveries(client: PoolClient, account: string, all: readonly Delivery[]) {
  const sql = `insert into sandbox.delivery
      (account, id, event, endpoint, born, due, rank, attempts, state, flaws)
    select $1, id, event, endpoint, born, due, rank, 0, 'pending', flaws
    from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::bigint[], $7::bigint[],
      $8::text[]) as row (id, event, endpoint, born, due, rank, flaws)`
  await client.query(sql, [
    account,
    all.map(({ id }) => id),
    all.map(({ event }) => event),
    all.map(({ endpoint }) => endpoint),
    all.map(({ born }) => born),
    all.map(({ due }) => Math.round(due)),
    all.map(({ rank }) => rank),
    all.map(({ flaws }) => flaws.join(' ')),
  ])
}

async function writeAnswers(
  client: PoolClient,
  account: string,
  answers: readonly (readonly [string, Answer])[],
) {
  const sql = `insert into sandbox.answer (account, key, answer)
    select $1, * from unnest($2::text[], $3::text[])
    on conflict (account, key) do update set answer = excluded.answer`
  await client.query(sql, [
    account,
    answers.map(([key]) => key),
    answers.map(([, answer]) => JSON.stringify(answer)),
  ])
}
