import { expect } from 'vitest'
import { type StaffRole, staffRoles } from '../../../src/platform/auth/principal.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { overviewPage } from '../../../src/staff/desk/overview/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, income } from '../../ledger/builders.ts'
import { insertMember } from '../../members/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

async function open(db: Database, role: StaffRole) {
  const desk = deskOf(role, deskDeps(db), (app) => app.route('/desk', overviewPage))
  return desk.open('/desk')
}

function rail(html: string): string[] {
  const [, list = ''] = /<div class="groups">(.*?)<\/div>/s.exec(html) ?? []
  return [...list.matchAll(/>([^<]+)<\/a>/g)].map(([, name = '']) => name)
}

const money = ['Readers’ share', 'Revenue', 'Donors', 'Concentration', 'Attribution', 'Forecast']
const members = ['MRR', 'Members', 'Retention', 'Recovery']
const asking = ['Campaigns', 'Banner']
const readers = ['People', 'Gifts', 'Mails', 'Newsletters']
const books = ['Payouts', 'Deferred']
const entered = ['Income', 'Months', 'Files']
const rails: Readonly<Record<StaffRole, string[]>> = {
  viewer: ['Overview', ...money, ...members, ...books],
  finance: [
    ...['Overview', ...money, ...asking, ...members, ...books, ...entered],
    ...['Operations', 'Settings'],
  ],
  support: ['Overview', ...readers, 'Operations'],
  admin: [
    ...['Overview', ...money, ...asking, ...members, ...readers, ...books, ...entered],
    ...['Operations', 'Settings', 'Audit', 'Team'],
  ],
}

test.for(staffRoles)('the rail of %s has what they may enter', async (role, { books }) => {
  const { html } = await open(books.trx, role)
  expect(rail(html)).toEqual(rails[role])
  expect(html).toContain('<a href="/desk" aria-current="page">')
  expect(html).toContain('vira@<wbr/>example.org')
})

test('finance sees the share, the counts, the machinery and the latest rows', async ({ books }) => {
  await insertMember(books.trx)
  await book(books.trx, [
    gift('2026-06-02', 75_000n, { fee_minor: 1_250n }),
    income('2026-06-03', 'events', 25_000n),
  ])
  const text = textOf((await open(books.trx, 'finance')).html)
  expect(text).toContain('Readers paid for 75.0 % of June 2026')
  expect(text.match(/Readers paid for/g)).toHaveLength(1)
  expect(text).toContain('1 member and 0 supporters today')
  expect(text).toContain('Everything that Stripe told us is in the books')
  expect(text).toContain('payment Gifts EUR 750.00 12.50 737.50')
  expect(text).not.toContain('See who they are')
})

test('support sees people and machinery, and no money of the house', async ({ books }) => {
  await book(books.trx, [gift('2026-06-02', 75_000n)])
  const text = textOf((await open(books.trx, 'support')).html)
  expect(text).toContain('0 members and 0 supporters today')
  expect(text).toContain('See who they are')
  expect(text).not.toContain('750.00')
  expect(text).not.toContain('Readers paid')
})

test('a viewer sees figures and no rows', async ({ books }) => {
  await book(books.trx, [gift('2026-06-02', 75_000n)])
  const text = textOf((await open(books.trx, 'viewer')).html)
  expect(text).toContain('Readers paid for 100.0 % of June 2026')
  expect(text).not.toContain('Latest in the ledger')
})

test('a new house says how to see something here', async ({ books }) => {
  const { html } = await open(books.trx, 'admin')
  expect(textOf(html)).toContain('Nobody has given yet.')
  expect(html).toContain('href="/support"')
})
