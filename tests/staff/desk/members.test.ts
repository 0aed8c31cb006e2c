import { expect } from 'vitest'
import type { StaffRole } from '../../../src/platform/auth/principal.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { membersApi } from '../../../src/staff/members/api.ts'
import { memberPages } from '../../../src/staff/members/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { insertMember, insertPayment, insertSubscription } from '../../members/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

function desk(db: Database, role: StaffRole = 'support') {
  return deskOf(role, deskDeps(db), (app) =>
    app.route('/desk/people', memberPages).route('/api/members', membersApi),
  )
}

test('the list says who is in which state, since when, for how much', async ({ books }) => {
  await insertMember(books.trx, { name: 'Olena', amount_minor: 1234567n })
  const { status, html, headers } = await desk(books.trx).open('/desk/people')
  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(textOf(html)).toContain('1 member and 0 supporters today')
  expect(textOf(html)).toContain('Olena')
  expect(textOf(html)).toContain('Member 2 Mar 2026 €12,345.67 a month')
})

test('a search keeps what was asked and says when nobody fits', async ({ books }) => {
  const { html } = await desk(books.trx).open('/desk/people?query=nobody&state=grace')
  expect(html).toContain('value="nobody"')
  expect(html).toMatch(/<option value="grace" selected/)
  expect(textOf(html)).toContain('Nobody fits this search.')
})

test('a list of more than fits goes on at an address that keeps the search', async ({ books }) => {
  for (const name of ['Petro', 'Anna K', 'Anna L', 'Anna M'])
    await insertMember(books.trx, { name })
  const first = await desk(books.trx).open('/desk/people?query=anna&limit=2')
  const [, next] = /<a href="([^"]+)" rel="next"/.exec(first.html) ?? []
  const second = await desk(books.trx).open(next?.replaceAll('&amp;', '&') ?? '')
  expect(textOf(second.html)).toContain('Anna K')
  expect(textOf(second.html)).not.toContain('Anna M')
  expect(textOf(second.html)).not.toContain('Petro')
})

test('a member’s page has their memberships, payments with the reason of a failure, and the ledger', async ({
  books,
}) => {
  const member_id = await insertMember(books.trx, { name: 'Olena', state: 'grace' })
  await insertSubscription(books.trx, { member_id, campaign: 'spring' })
  await insertPayment(books.trx, { member_id, refunded_minor: 300n })
  await insertPayment(books.trx, { member_id, state: 'failed', failure: 'insufficient_funds' })
  await books.trx.insertInto('entry').values(paymentEntry).execute()
  await books.trx.insertInto('entry_label').values(labelOf(member_id)).execute()
  const { html } = await desk(books.trx).open(`/desk/people/${member_id}`)
  const text = textOf(html)
  expect(text).toContain('Olena is a member whose last renewal failed')
  expect(text).toContain('renews 2 Jul 2026 spring')
  expect(text).toContain('Paid, €3.00 refunded €10.00')
  expect(text).toContain('Failed. There was not enough money on the account.')
  expect(text).toContain('payment EUR 10.00 0.55 9.45')
  expect(text).toContain('Membership began: €10.00 a month')
})

test('nobody of that id is a 404 that says so', async ({ books }) => {
  const { status, html } = await desk(books.trx).open('/desk/people/mem_nobody')
  expect(status).toBe(404)
  expect(html).toContain('There is no member with this id.')
})

test.for(['viewer', 'finance'] as const)('%s sees no member', async (role, { books }) => {
  const { status } = await desk(books.trx, role).open('/desk/people')
  expect(status).toBe(403)
})

test('a name that looks like markup is only text', async ({ books }) => {
  await insertMember(books.trx, { name: '<script>alert(1)</script>' })
  const { html } = await desk(books.trx).open('/desk/people')
  expect(html).toContain('&lt;script&gt;')
  expect(html).not.toContain('<script>alert')
})

test('programs read the same, in minor units and ISO instants', async ({ books }) => {
  const id = await insertMember(books.trx, { name: 'Olena', email: 'olena@example.org' })
  await insertPayment(books.trx, {
    member_id: id,
    id: 'ch_1',
    state: 'failed',
    failure: 'expired_card',
  })
  const json = { headers: { accept: 'application/json' } }
  const list = await desk(books.trx).open('/api/members?query=OLENA', json)
  const listed = {
    id,
    email: 'olena@example.org',
    name: 'Olena',
    state: 'member',
    since: '2026-03-02T09:00:00.000Z',
    until: null,
    frequency: 'monthly',
    amount_minor: 1000,
    currency: 'EUR',
  }
  expect(JSON.parse(list.html)).toEqual({ data: [listed], next_cursor: null })
  const record = JSON.parse((await desk(books.trx).open(`/api/members/${id}`, json)).html)
  expect(record).toMatchObject({ ...listed, subscriptions: [], notes: [] })
  expect(record.payments[0]).toMatchObject({ id: 'ch_1', reason: 'The card has expired.' })
  expect(record.timeline[0]).toMatchObject({ kind: 'payment_failed', subject: 'ch_1' })
})

const refused = [
  ...(['?state=happy', '?limit=0', '?limit=501', '?colour=red', '?cursor=nonsense'] as const),
  ...(['?query=a%00b', '/mem_1?colour=red'] as const),
] as const
test.for(refused)('programs that ask for %s get 422', async (query, { books }) => {
  const json = { headers: { accept: 'application/json' } }
  const { status, html } = await desk(books.trx).open(`/api/members${query}`, json)
  expect(status).toBe(422)
  expect(JSON.parse(html).errors[0].field).toBe(/\?(.*)=/.exec(query)?.[1])
})

test('an address with a zero character leads nowhere', async ({ books }) => {
  const json = { headers: { accept: 'application/json' } }
  for (const path of ['/api/members/%00', '/desk/people/mem_%00', '/api/members/a%00b/notes']) {
    expect((await desk(books.trx).open(path, json)).status).toBe(404)
  }
})

const at = new Date('2026-03-02T09:00:00Z')
const paymentEntry = {
  id: 'ent_txn_1',
  source: 'stripe' as const,
  kind: 'payment' as const,
  occurred_at: at,
  day: '2026-03-02',
  currency: 'EUR',
  amount_minor: 1000n,
  fee_minor: 55n,
  net_minor: 945n,
  balance_transaction: 'txn_1',
}
function labelOf(member_id: string) {
  return { entry_id: 'ent_txn_1', version: 1, class: 'membership', member_id, labelled_at: at }
}
