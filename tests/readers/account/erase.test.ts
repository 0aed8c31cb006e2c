import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Command } from '../../../src/cli/command.ts'
import { personErase, personExport } from '../../../src/cli/commands/person.ts'
import { personalData } from '../../../src/members/personal-data.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { type Mainstay, testWithMainstay as test } from '../../mainstay.ts'
import { readerAt } from './reader.ts'

async function tablesOf(db: Database): Promise<{ table: string; columns: string[] }[]> {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select c.table_name as table, array_agg(c.column_name::text) as columns
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and c.data_type in ('text', 'jsonb', 'json')
      and not exists (select from pg_inherits where inhrelid = (c.table_schema || '.' || c.table_name)::regclass)
    group by 1`.execute(db)
  return rows
}

/** Every row of the database that holds one of these words, as `table: row`. */
async function rowsWith(db: Database, words: readonly string[]): Promise<string[]> {
  const tables = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'
      and table_name not like 'sandbox%'`.execute(db)
  const found: string[] = []
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.raw(name)} t
      where exists (select from unnest(${words}::text[]) w where strpos(lower(t::text), w) > 0)`.execute(
      db,
    )
    found.push(...rows.map(({ row }) => `${name}: ${row.slice(0, 200)}`))
  }
  return found
}

const reports = ['revenue', 'members', 'donors', 'mrr', 'retention', 'concentration'] as const

async function figures(mainstay: Mainstay): Promise<unknown[]> {
  const ask = await mainstay.api('admin')
  return Promise.all(
    reports.map(async (name) => {
      const answer = await ask(`/api/reports/${name}?from=2026-03-01&to=2026-05-01`)
      expect([name, answer.status]).toEqual([name, 200])
      return JSON.parse((await answer.text()).replaceAll(/"as_of":"[^"]*"/g, '"as_of":""'))
    }),
  )
}

test('an erased reader is named nowhere, also after later news, and no figure changes', async ({
  mainstay,
}) => {
  const { db } = mainstay.deps
  await mainstay.beginOn('2026-03-02T12:00:00Z')
  const ann = { email: 'Ann.Erased@example.org', name: 'Anna Vanishing' }
  await mainstay.pay(await mainstay.order({ frequency: 'monthly', amount: '10' }), ann)
  await mainstay.pay(await mainstay.order({ frequency: 'once', amount: '40' }), ann)
  await mainstay.settled()
  const gift = await db
    .selectFrom('payment')
    .select(['id', 'member_id'])
    .where('class', '=', 'gift')
    .executeTakeFirstOrThrow()
  const reader = await readerAt(mainstay, 'ann.erased@example.org')
  await reader.post('/account/addresses', { email: 'second.erased@example.org' })
  const words = ['ann.erased@', 'anna vanishing', 'second.erased@']
  expect((await rowsWith(db, words)).length).toBeGreaterThan(5)
  const before = await figures(mainstay)

  expect(await reader.text('/account/erase')).toContain('Your membership ends today')
  const done = await reader.post('/account/erase', {})
  expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('You are erased')])
  await mainstay.settled()
  expect(await rowsWith(db, words)).toEqual([])
  expect((await reader.get('/account')).status).toBe(303)

  const after = await figures(mainstay)
  const membership = reports.indexOf('members')
  expect(after[reports.indexOf('revenue')]).toEqual(before[reports.indexOf('revenue')])
  expect(after[reports.indexOf('donors')]).toEqual(before[reports.indexOf('donors')])
  expect(after[membership]).toMatchObject({ total: { left_voluntary: 1 } }) // as leaving would

  await mainstay.act({ action: 'refund', charge: gift.id })
  await mainstay.settled()
  expect(await rowsWith(db, words)).toEqual([])
  const refunded = await db
    .selectFrom('payment')
    .select(['member_id', 'refunded_minor'])
    .where('id', '=', gift.id)
    .execute()
  expect(refunded).toEqual([{ member_id: gift.member_id, refunded_minor: 4000n }])
})

test('the file of a giver holds what they gave and nothing of others; erased, all figures stay', async ({
  mainstay,
}) => {
  for (const email of ['bo@example.org', 'cy@example.org']) {
    await mainstay.pay(await mainstay.order({ frequency: 'once', amount: '7' }), { email })
  }
  await mainstay.settled()
  const bo = await readerAt(mainstay, 'bo@example.org')
  const answer = await bo.get('/account/data.json')
  expect(answer.headers.get('content-disposition')).toContain('attachment')
  const held = await answer.text()
  expect(JSON.parse(held)).toMatchObject({
    member: [{ email: 'bo@example.org' }],
    payment: [{ amount_minor: '700', currency: 'EUR', class: 'gift' }],
  })
  expect(held).not.toContain('cy@example.org')

  const before = await figures(mainstay)
  expect((await bo.post('/account/erase', {})).status).toBe(200)
  expect(await figures(mainstay)).toEqual(before)
  expect(await rowsWith(mainstay.deps.db, ['bo@example.org'])).toEqual([])
})

/** Columns whose names sound like a person's and which hold none, with the reason. */
const nobodys: Readonly<Record<string, string>> = {
  'staff.email': 'who works here is kept by their employer',
  'staff.invited_by': 'who works here',
  'api_key.name': 'a program',
  'rollup_mark.name': 'a part of the figures',
  'audit.reason': 'an act of staff',
  'auth_session.ip_address': 'never filled (auth.ts)',
  'auth_session.user_agent': 'goes with its row',
  'alarm.summary': 'names nobody',
  'object_lease.failure': 'names nobody',
}

test('every column that could name a person stands in the list of personal data', async ({
  db,
}) => {
  const sounds =
    /mail|^name$|_name$|recipient$|address(?!_hash)|payer|person_name|phone|last4|comment|dedication|company|tax_number|payload|body_|user_agent|invited_by/
  const listed = new Map(personalData.map((place) => [String(place.table), place]))
  const missing = (await tablesOf(db))
    .flatMap(({ table, columns }) => columns.map((column) => ({ table, column })))
    .filter(({ table, column }) => sounds.test(column) && !(`${table}.${column}` in nobodys))
    .filter(({ table }) => !table.startsWith('sandbox'))
    .filter(({ table, column }) => {
      const place = listed.get(table)
      if (place === undefined) return true
      return (
        place.erased !== 'row' && !(Array.isArray(place.erased) && place.erased.includes(column))
      )
    })
  expect(missing).toEqual([])
})

test('the command line exports and erases by address, and says when nobody is known', async ({
  mainstay,
}) => {
  await mainstay.pay(await mainstay.order({ frequency: 'once', amount: '9' }), {
    email: 'dee@example.org',
  })
  await mainstay.settled()
  const run = async (command: Command, email: string) => {
    const { json, ok } = await (await command.prepare({ words: [email], options: {} }))(
      mainstay.deps,
    )
    return { json, ok }
  }
  expect(await run(personExport, 'Dee@example.org')).toMatchObject({
    ok: true,
    json: { member: [{ email: 'dee@example.org' }], payment: [{ amount_minor: '900' }] },
  })
  expect((await run(personErase, 'dee@example.org')).ok).toBe(true)
  expect(await rowsWith(mainstay.deps.db, ['dee@example.org'])).toEqual([])
  const nobody = { ok: false, json: { erased: null, reason: 'unknown' } }
  expect(await run(personErase, 'dee@example.org')).toEqual(nobody)
  const unheld = { ok: false, json: { exported: null, reason: 'unknown' } }
  expect(await run(personExport, 'dee@example.org')).toEqual(unheld)
})
