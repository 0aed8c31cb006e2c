import { expect } from 'vitest'
import type { StaffRole } from '../../../src/platform/auth/principal.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { reportPages } from '../../../src/staff/desk/reports.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, income, refund } from '../../ledger/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

async function open(db: Database, query: string, role: StaffRole = 'finance') {
  const desk = deskOf(role, deskDeps(db), (app) => app.route('/desk', reportPages))
  return desk.open(`/desk/revenue?from=2026-05-01&to=2026-07-01${query}`)
}

test('revenue goes from gross to what is left, month by month', async ({ books }) => {
  const membership = gift('2026-05-02', 60_000n, { fee_minor: 1_500n })
  await book(books.trx, [membership, refund('2026-06-03', 10_000n, membership)])
  const text = textOf((await open(books.trx, '')).html)
  expect(text).toContain('€600.00 net in May 2026')
  expect(text).toContain('May 2026 600.00 0.00 0.00 0.00 600.00 15.00 585.00 0.00')
  expect(text).toContain('June 2026 so far 0.00 0.00 100.00 0.00 −100.00 0.00 −100.00 0.00')
  expect(text).toContain('All of it 600.00 0.00 100.00 0.00 500.00 15.00 485.00 0.00')
})

test('a split has each key over the range and month by month', async ({ books }) => {
  await book(books.trx, [gift('2026-05-02', 60_000n), income('2026-06-05', 'events', 7_000n)])
  const text = textOf((await open(books.trx, '&group=class')).html)
  expect(text).toContain('Month Events Gifts May 2026 — none 600.00 June 2026 so far 70.00 — none')
})

test('only what came through Stripe, where that is asked', async ({ books }) => {
  await book(books.trx, [gift('2026-05-02', 60_000n), income('2026-05-05', 'events', 7_000n)])
  const { html } = await open(books.trx, '&source=stripe')
  expect(textOf(html)).toContain('€600.00 net in May 2026')
  expect(html).toContain('source=stripe')
})

test('a viewer sees no campaign of fewer than five persons', async ({ books }) => {
  await book(
    books.trx,
    ['a', 'b'].map((campaign) => gift('2026-05-02', 1_000n, { label: { campaign } })),
  )
  const text = textOf((await open(books.trx, '&group=campaign', 'viewer')).html)
  expect(text).toContain('Others, of few persons each 20.00')
  expect(text).not.toContain(' a 10.00')
})

test('an unknown split is refused with what was sent kept', async ({ books }) => {
  const { status, html } = await open(books.trx, '&group=colour')
  expect(status).toBe(422)
  expect(html).toContain('value="2026-05-01"')
  expect(html).toContain('id="group-error"')
})

test('beside each figure stands what it was, and by how much it grew', async ({ books }) => {
  await book(books.trx, [
    gift('2026-04-20', 50_000n),
    gift('2026-05-02', 60_000n),
    gift('2026-05-20', 70_000n),
    gift('2026-06-03', 45_000n),
  ])
  const text = textOf((await open(books.trx, '&compare=previous')).html)
  expect(text).toContain('May 2026 1,300.00 was 500.00 +160.0 % 0.00 was 0.00 ')
  expect(text).toContain('June 2026 so far beside 1–15 May 2026 450.00 was 600.00 −25.0 %')
})
