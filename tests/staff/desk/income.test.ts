import { expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { incomePages } from '../../../src/staff/desk/income/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { closeMonth } from '../../ledger/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

/** Entering commits, so each test names its own document. */
function desk(db: Database) {
  return deskOf('finance', deskDeps(db), (app) => app.route('/desk/income', incomePages))
}

const advert = {
  class: 'advertising',
  date: '2026-05-31',
  amount: '1.250,50',
  currency: 'EUR',
  payer: 'Dnipro Bakery',
  document: 'INV-1',
  channel: '',
  fee: '',
  member_id: '',
}

test('an income is entered as finance writes it, and then stands in the list', async ({ db }) => {
  const { status, headers } = await desk(db).post('/desk/income', advert)
  expect([status, headers.get('location')]).toEqual([303, '/desk/income?done=entered'])
  const { html } = await desk(db).open('/desk/income?done=entered')
  expect(textOf(html)).toContain('The income is in the books.')
  expect(textOf(html)).toContain('2026-05-31 Advertising Dnipro Bakery INV-1 1,250.50 EUR entered')
  const entry = await db.selectFrom('entry').select(['kind', 'amount_minor', 'day']).execute()
  expect(entry).toContainEqual({ kind: 'income', amount_minor: 125_050n, day: '2026-05-31' })
})

test.for([
  [{ amount: '-5' }, 'amount', 'Write the amount in digits'],
  [{ amount: '' }, 'amount', 'Enter an amount.'],
  [{ amount: '12.345' }, 'amount', 'decimals'],
  [{ date: '2026-02-30' }, 'date', 'no day of the calendar'],
  [{ currency: 'EURO' }, 'currency', 'no currency code'],
  [{ payer: '' }, 'payer', 'missing'],
  [{ document: ' ' }, 'document', 'missing'],
  [{ class: 'reader' }, 'channel', 'Say how'],
  [{ channel: 'bank' }, 'channel', 'Only income of the class reader'],
  [{ fee: '1', class: 'advertising' }, 'fee', 'Only income of the class reader'],
  [{ class: 'reader', channel: 'bank', member_id: 'mem_0' }, 'member_id', 'no member'],
  [{ currency: 'CHF' }, 'currency', 'no rate of CHF'],
] as const)(
  '%o is refused beside its field, and nothing is booked',
  async ([wrong, field, why], { db }) => {
    const sent = { ...advert, document: 'INV-wrong', ...wrong }
    const { status, html } = await desk(db).post('/desk/income', sent)
    expect(status).toBe(422)
    expect(html).toMatch(new RegExp(`id="${field}-error"[^>]*>[^<]*${why}`))
    expect(html).toContain('value="2026-0')
    const booked = await db.selectFrom('income').select('document').execute()
    expect(booked.map(({ document }) => document)).not.toContain('INV-wrong')
  },
)

test('a document counts once a class, and a closed month takes nothing', async ({ db }) => {
  await desk(db).post('/desk/income', { ...advert, document: 'INV-2' })
  const again = await desk(db).post('/desk/income', { ...advert, document: 'INV-2' })
  expect(again.html).toMatch(/id="document-error"[^>]*>This document is already entered/)
  await closeMonth(db, '2026-01')
  const late = await desk(db).post('/desk/income', {
    ...advert,
    document: 'INV-3',
    date: '2026-01-09',
  })
  expect(late.html).toMatch(/id="date-error"[^>]*>2026-01 is closed/)
})

test('the figure takes the place of an estimate under its document', async ({ db }) => {
  await desk(db).post('/desk/income', { ...advert, document: 'INV-4', estimated: 'on' })
  expect(textOf((await desk(db).open('/desk/income')).html)).toContain(
    'INV-4 1,250.50 EUR estimated',
  )
  const figure = await desk(db).post('/desk/income', {
    ...advert,
    document: 'INV-4',
    amount: '1300',
  })
  expect(figure.headers.get('location')).toBe('/desk/income?done=replaced')
})

test('an income is taken back once, with a reason that stays', async ({ db }) => {
  await desk(db).post('/desk/income', { ...advert, document: 'INV-5' })
  const { id } = await db
    .selectFrom('income')
    .innerJoin('entry', 'entry.id', 'income.entry_id')
    .select('entry.id')
    .where('income.document', '=', 'INV-5')
    .executeTakeFirstOrThrow()
  const reverse = (reason: string) => desk(db).post(`/desk/income/${id}/reverse`, { reason })
  expect((await reverse('')).status).toBe(422)
  expect((await reverse('Paid twice')).headers.get('location')).toBe('/desk/income?done=reversed')
  const text = textOf((await desk(db).open('/desk/income')).html)
  expect(text).toContain('INV-5 −1,250.50 EUR takes one back: Paid twice')
  expect(text).toContain('INV-5 1,250.50 EUR reversed')
  expect((await reverse('Again')).status).toBe(409)
})

test('what is expected each month is declared by ticking it, and can be nothing', async ({
  db,
}) => {
  const declared = await desk(db).post('/desk/income/expectations', {
    classes: ['advertising', 'events'],
    from: '2026-03',
  })
  expect(declared.headers.get('location')).toBe('/desk/income?done=declared')
  const { html } = await desk(db).open('/desk/income')
  expect(html).toMatch(/value="events" checked/)
  expect(textOf(html)).toContain('Each of these needs a figure in 2026-06')
  const nonsense = await desk(db).post('/desk/income/expectations', { from: 'March' })
  expect(nonsense.status).toBe(422)
  expect(nonsense.html).toContain('id="from-error"')
})

test('the form comes filled in from a link of the report', async ({ books }) => {
  const { html } = await desk(books.trx).open('/desk/income?class=events&date=2026-04-01')
  expect(html).toMatch(/<option value="events" selected/)
  expect(html).toContain('value="2026-04-01"')
})

test('where a document is kept is noted beside it, and noted anew', async ({ db }) => {
  await desk(db).post('/desk/income', { ...advert, document: 'INV-REF' })
  const { entry_id } = await db
    .selectFrom('income')
    .where('document', '=', 'INV-REF')
    .select('entry_id')
    .executeTakeFirstOrThrow()
  for (const reference of ['box 16', 'box 17']) {
    const sent = await desk(db).post(`/desk/income/${entry_id}/document`, { reference })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/desk/income?done=noted'])
  }
  const { html } = await desk(db).open('/desk/income?done=noted')
  expect(textOf(html)).toContain('INV-REF box 17')
  const nowhere = await desk(db).post('/desk/income/ent_0/document', { reference: 'x' })
  expect(nowhere.status).toBe(404)
})
