import { expect } from 'vitest'
import type { StaffRole } from '../../../src/platform/auth/principal.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { entriesPage } from '../../../src/staff/desk/entries/routes.tsx'
import { reportPages } from '../../../src/staff/desk/reports.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, income, refund, stripeRow } from '../../ledger/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

function desk(db: Database, role: StaffRole = 'finance') {
  return deskOf(role, deskDeps(db), (app) =>
    app.route('/desk/entries', entriesPage).route('/desk', reportPages),
  )
}

async function aSpring(db: Database) {
  const membership = gift('2026-05-02', 60_000n, {
    fee_minor: 1_500n,
    label: { class: 'membership' },
  })
  await book(db, [
    membership,
    refund('2026-06-03', 10_000n, membership),
    gift('2026-06-30', 20_000n, { fee_minor: 700n, label: { campaign: 'spring' } }),
    stripeRow('dispute', '2026-06-07', { amount_minor: -2_500n, fee_minor: 1_500n }),
    stripeRow('fee', '2026-06-08', { amount_minor: -300n, label: { class: null } }),
    income('2026-05-31', 'reader', 2_500n),
    income('2026-06-11', 'advertising', 25_000n),
    income('2026-06-12', 'loan', 900_000n),
  ])
}

test.for([
  '/desk/reader-share?from=2026-05-01&to=2026-07-01',
  '/desk/reader-share?from=2026-05-01&to=2026-07-01&basis=after_fees',
  '/desk/revenue?from=2026-05-01&to=2026-07-01',
  '/desk/revenue?from=2026-05-01&to=2026-07-01&group=class&source=stripe',
])('every figure on %s leads to rows that add up to it', async (page, { books }) => {
  await aSpring(books.trx)
  const { html } = await desk(books.trx).open(page)
  const links = html.matchAll(/<a href="(\/desk\/entries[^"]+)">([^<]+)<\/a>/g)
  const figures = new Map([...links].map(([, href = '', figure = '']) => [href, figure]))
  expect(figures.size).toBeGreaterThan(8)
  for (const [href, figure] of figures) {
    const rows = await desk(books.trx).open(href.replaceAll('&amp;', '&'))
    const [, sum] = /these rows add up to ([^<]+)</.exec(rows.html) ?? []
    expect([href, sum]).toEqual([
      href,
      figure.startsWith('−') ? `−€${figure.slice(1)}` : `€${figure}`,
    ])
  }
})

test('a row shows gross, fee and net as they were booked', async ({ books }) => {
  await aSpring(books.trx)
  const { html } = await desk(books.trx).open('/desk/entries?from=2026-05-01&to=2026-05-03')
  expect(textOf(html)).toMatch(
    /2026-05-02 payment Memberships 600.00 EUR 600.00 15.00 585.00 mem_\d+/,
  )
})

test('pages go on where the last one ended, and the sum stays that of all', async ({ books }) => {
  await aSpring(books.trx)
  const days: string[] = []
  let path: string | undefined = '/desk/entries?limit=3'
  while (path !== undefined) {
    const { html } = await desk(books.trx).open(path)
    expect(html).toContain('these rows add up to €950.00')
    days.push(
      ...[...html.matchAll(/<th scope="row"[^>]*>(2026-[^<]+)</g)].map(([, day = '']) => day),
    )
    path = /<a href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(days).toHaveLength(8)
  expect(days).toEqual([...days].sort())
})

test('finance sees persons as ids; an admin can open them', async ({ books }) => {
  await aSpring(books.trx)
  expect((await desk(books.trx).open('/desk/entries')).html).not.toContain('/desk/people/')
  expect((await desk(books.trx, 'admin').open('/desk/entries')).html).toContain('/desk/people/mem_')
})

test('an unknown word is refused beside its field', async ({ books }) => {
  const { status, html } = await desk(books.trx).open('/desk/entries?from=soon')
  expect(status).toBe(422)
  expect(html).toContain('id="from-error"')
})
