import { expect } from 'vitest'
import { cp1252 } from '../../../src/platform/cp1252.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { incomePages } from '../../../src/staff/desk/income/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

const path = '/desk/income/import'

/** Sends the page's form, a file among its fields. */
async function sent(db: Database, fields: Readonly<Record<string, string | Blob>>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  const desk = deskOf('finance', deskDeps(db), (app) => app.route('/desk/income', incomePages))
  const init = { method: 'POST', body, headers: { accept: 'text/html' } }
  const response = await desk.app.request(path, init)
  const html = await response.text()
  return { status: response.status, location: response.headers.get('location'), html }
}

const lines = [
  'Buchungstag;Zahler;Betrag;Rechnung',
  '31.05.2026;Bäckerei;1.250,00;R-7',
  '01.06.2026;Verlag;80,5;R-8',
].join('\n')
const chosen = {
  ...{ column_date: 'Buchungstag', column_payer: 'Zahler', column_amount: 'Betrag' },
  ...{ column_document: 'Rechnung', always_class: 'advertising', always_currency: 'EUR' },
  ...{ amounts: 'comma', dates: 'DMY' },
}

function option(html: string, name: string): string | undefined {
  const [, select = ''] =
    new RegExp(`<select[^>]*name="${name}"[^>]*>(.*?)</select>`, 's').exec(html) ?? []
  return /<option value="([^"]*)" selected/.exec(select)?.[1]
}

test('a file is looked at first: columns guessed, what is missing told, nothing booked', async ({
  db,
}) => {
  const { status, html } = await sent(db, { file: new Blob([cp1252(lines)]) })
  expect(status).toBe(422)
  expect(
    ['column_date', 'column_amount', 'amounts', 'dates'].map((name) => option(html, name)),
  ).toEqual(['Buchungstag', 'Betrag', 'comma', 'DMY'])
  expect(textOf(html)).toContain('line 2: class')
  expect(textOf(html)).toContain('was read as Windows-1252')
  expect(html).toContain('31.05.2026;Bäckerei')
  expect(await db.selectFrom('income').selectAll().execute()).toEqual([])
})

test('with a mapping its lines are shown, then booked, and the mapping is known the next time', async ({
  db,
}) => {
  const look = await sent(db, { text: lines, ...chosen })
  expect(look.status).toBe(200)
  expect(textOf(look.html)).toContain('2026-05-31 Advertising Bäckerei R-7 1,250.00 EUR')
  const { status, location } = await sent(db, { text: lines, ...chosen, act: 'book' })
  expect([status, location]).toEqual([303, '/desk/income?done=imported&booked=2&skipped=0'])
  const next = await sent(db, { file: new Blob([lines.replaceAll('R-', 'S-')]) })
  expect(textOf(next.html)).toContain('as the last file with these columns was')
  expect(option(next.html, 'always_class')).toBe('advertising')
  const again = await sent(db, { text: lines, ...chosen, act: 'book' })
  expect(again.location).toBe('/desk/income?done=imported&booked=0&skipped=2')
})

test('one line that cannot be booked keeps the others out, and is told by its number', async ({
  db,
}) => {
  const text = `${lines.replaceAll('R-', 'T-')}\n02.06.2026;Verlag;5,00;T-9`
  const dollars = { ...chosen, column_currency: '', always_currency: 'USD' }
  const { status, html } = await sent(db, { text, ...dollars, act: 'book' })
  expect(status).toBe(422)
  expect(textOf(html)).toContain('3 mistakes: nothing was booked')
  expect(textOf(html)).toContain('line 4: currency: There is no rate of USD')
  const kept = await db.selectFrom('income').where('document', 'like', 'T-%').selectAll().execute()
  expect(kept).toEqual([])
})

test.for([
  ['no file', {}, 'Choose a file'],
  ['a quote that is not closed', { text: 'a;b\n"x;y' }, 'line 2'],
  ['one column', { text: 'a|b\n1|2' }, 'one column'],
] as const)('%s is told', async ([, fields, why], { db }) => {
  const { status, html } = await sent(db, fields)
  expect(status).toBe(422)
  expect(textOf(html)).toContain(why)
})
