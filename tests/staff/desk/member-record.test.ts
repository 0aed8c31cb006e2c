import { expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { membersApi } from '../../../src/staff/members/api.ts'
import { memberPages } from '../../../src/staff/members/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import {
  insertMember,
  insertPayment,
  insertSubscription,
  insertWholeRecord,
} from '../../members/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

const later = new Date('2026-07-02T09:00:00Z')
const earlier = new Date('2026-06-01T09:00:00Z')
const open = (db: Database, path: string, accept = 'text/html') =>
  deskOf('support', deskDeps(db), (app) =>
    app.route('/desk/people', memberPages).route('/api/members', membersApi),
  ).open(path, { headers: { accept } })

type Subscription = Partial<Parameters<typeof insertSubscription>[1]>
type Payment = Partial<Parameters<typeof insertPayment>[1]>

test.for<[string, Subscription]>([
  ['Running', {}],
  ['Running, to end on 2 Jul 2026', { ends_at: later }],
  ['Running. Given to r-7', { recipient_ref: 'r-7' }],
  ['On trial until 2 Jul 2026', { status: 'trialing', trial_ends_at: later }],
  ['The last renewal failed, Stripe tries again', { status: 'past_due' }],
  ['Unpaid, Stripe tries no more', { status: 'unpaid' }],
  ['The first payment is under way', { status: 'incomplete' }],
  [
    'Paused until 2 Jul 2026: nothing is billed meanwhile',
    { paused: true, pause_reason: 'void', resumes_at: later },
  ],
  [
    'Paused: the last try to collect failed',
    { status: 'paused', pause_reason: 'final_payment_failure' },
  ],
  ['Paused: some new reason', { status: 'paused', pause_reason: 'some_new_reason' }],
  [
    'Ended: somebody asked for it; they said: too expensive',
    {
      ...{ status: 'canceled', ended_at: earlier },
      ...{ end_reason: 'cancellation_requested', end_feedback: 'too_expensive' },
    },
  ],
  [
    'Ended: the payments failed',
    { status: 'canceled', ended_at: earlier, end_reason: 'payment_failed' },
  ],
  [
    'Ended: a payment was disputed',
    { status: 'canceled', ended_at: earlier, end_reason: 'payment_disputed' },
  ],
  [
    'Ended: a retention policy of ours',
    { status: 'canceled', ended_at: earlier, end_reason: 'canceled_by_retention_policy' },
  ],
  [
    '“dormant” at Stripe, which is newer than we know',
    { status: 'unknown', raw_status: 'dormant' },
  ],
  ['€12.00 every 3 months', { amount_minor: 1200n, frequency: 'other', interval_count: 3 }],
])('a membership reads “%s”', async ([words, held], { books }) => {
  const member_id = await insertMember(books.trx, {})
  await insertSubscription(books.trx, { member_id, ...held })
  expect(textOf((await open(books.trx, `/desk/people/${member_id}`)).html)).toContain(` ${words} `)
})

test('a membership of a customer whom Stripe deleted has ended by that', async ({ books }) => {
  const member_id = await insertMember(books.trx, { state: 'ended' })
  await books.trx
    .insertInto('member_customer')
    .values({ customer: 'cus_gone', member_id, deleted_at: earlier })
    .execute()
  await insertSubscription(books.trx, { member_id, customer: 'cus_gone' })
  const { html } = await open(books.trx, `/desk/people/${member_id}`)
  expect(textOf(html)).toContain('Ended: the customer was deleted at Stripe ended 1 Jun 2026')
})

test.for<[string, Payment]>([
  [
    'Paid, €3.00 refunded, €2.00 on its way back',
    { refunded_minor: 300n, refund_pending_minor: 200n },
  ],
  ['Paid, refunded', { refunded_minor: 1000n }],
  [
    'Paid, dispute open (fraudulent), to be answered by 2 Jul 2026',
    { dispute: 'open', dispute_reason: 'fraudulent', dispute_due_at: later },
  ],
  ['Paid, an inquiry awaits an answer', { dispute_due_at: later }],
  [
    'Paid, the bank warns of fraud (made with stolen card)',
    { fraud_warning: 'made_with_stolen_card', fraud_warned_at: earlier },
  ],
  [
    'Came back: it was paid, then the bank took it back. There was not enough money',
    { state: 'failed', returned: true, failure: 'insufficient_funds' },
  ],
  ['Paid, shown as $11.60', { presented_minor: 1160n, presented_currency: 'USD' }],
  ['gift, for r-7', { class: 'gift', recipient_ref: 'r-7' }],
])('a payment reads “%s”', async ([words, paid], { books }) => {
  const member_id = await insertMember(books.trx, {})
  await insertPayment(books.trx, { member_id, ...paid })
  expect(textOf((await open(books.trx, `/desk/people/${member_id}`)).html)).toContain(` ${words}`)
})

test.for<[string, Subscription]>([
  ['Olena is a member until 2 Jul 2026, then it ends', { ends_at: later }],
  ['Olena is on trial since 2 Mar 2026', { status: 'trialing' }],
  ['Olena has been a member since 2 Mar 2026', {}],
])('the page says first: “%s”', async ([words, held], { books }) => {
  const member_id = await insertMember(books.trx, { name: 'Olena' })
  await insertSubscription(books.trx, { member_id, ...held })
  expect(textOf((await open(books.trx, `/desk/people/${member_id}`)).html)).toContain(words)
})

test('one who is paused is told from one who does not pay', async ({ books }) => {
  const member_id = await insertMember(books.trx, { name: 'Olena', state: 'suspended' })
  await insertSubscription(books.trx, { member_id, paused: true })
  const { html } = await open(books.trx, `/desk/people/${member_id}`)
  expect(textOf(html)).toContain('Olena’s membership is paused')
})

test('what was billed and not paid, what was changed, refunded and left, and the renewed card', async ({
  books,
}) => {
  const member_id = await insertMember(books.trx, {})
  const { trx } = books
  await insertWholeRecord(trx, { member_id, earlier, later })
  const { html } = await open(trx, `/desk/people/${member_id}`)
  const text = textOf(html)
  expect(text).toContain('€10.00 2 2 Jul 2026, 12:00 Stripe’s page for the person')
  expect(html).toContain('href="https://pay.example.org/in_1"')
  expect(text).toContain('Membership changed: €5.00 → €10.00')
  expect(text).toContain('Refund did not arrive: €3.00 (expired card)')
  expect(text).toContain('Began to pay and did not: €7.00')
  expect(text).toContain(
    'ends in 4242, valid to 08/2030; its bank renewed it by itself on 1 Jun 2026',
  )
  const json = JSON.parse((await open(trx, `/api/members/${member_id}`, 'application/json')).html)
  expect(json).toMatchObject({
    open_invoices: [{ id: 'in_1', due_minor: 1000, next_attempt_at: later.toISOString() }],
    payments: [{ id: 'ch_1', refunds: [{ id: 're_1', state: 'failed', amount_minor: 300 }] }],
  })
  expect(json.timeline).toContainEqual(
    expect.objectContaining({
      ...{ kind: 'membership_changed', amount_before_minor: 500, amount_minor: 1000 },
    }),
  )
})
