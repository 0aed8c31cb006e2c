import { expect } from 'vitest'
import { failedAttempts } from '../../../src/members/attempts.ts'
import { timelineOf } from '../../../src/members/timeline.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { refreshObject } from '../../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../../database.ts'
import { card, day, give, newest, openHouse, subscribe } from './told.ts'

const ann = 'ann@example.org'

test.for([
  ['succeeds', 'former_supporter', { refunded_minor: 2000n, refund_pending_minor: 0n }],
  ['pends', 'supporter', { refunded_minor: 0n, refund_pending_minor: 2000n }],
  ['requires_action', 'supporter', { refunded_minor: 0n, refund_pending_minor: 2000n }],
] as const)('a whole refund that %s leaves a %s', async ([course, state, payment], { db }) => {
  const { account, recordOf } = await openHouse(db)
  await give(account, ann)
  const { charge } = await newest(account)
  await account.act({ action: 'refund', charge, course })
  expect(await recordOf(ann)).toMatchObject({ member: { state }, payments: [payment] })
})

test.for([
  ['refund_succeed', 'pends', 'former_supporter', 'refund'],
  ['refund_fail', 'pends', 'supporter', 'refund_failed'],
] as const)('%s ends a refund on its way', async ([action, course, state, kind], { db }) => {
  const { account, recordOf } = await openHouse(db)
  await give(account, ann)
  const { charge } = await newest(account)
  await account.act({ action: 'refund', charge, course })
  await recordOf(ann)
  const { refund } = await newest(account)
  await account.act({ action, refund })
  await account.advance(10)
  const record = await recordOf(ann)
  expect(record).toMatchObject({ member: { state }, payments: [{ refund_pending_minor: 0n }] })
  expect(timelineOf(record)[0]).toMatchObject({ kind, amount_minor: 2000n })
})

test('a refund that is called off takes nothing away', async ({ db }) => {
  const { account, recordOf } = await openHouse(db)
  await give(account, ann)
  const { charge } = await newest(account)
  await account.act({ action: 'refund', charge, course: 'requires_action' })
  await account.stripe.refunds.cancel((await newest(account)).refund)
  expect(await recordOf(ann)).toMatchObject({
    member: { state: 'supporter' },
    payments: [{ refunded_minor: 0n, refund_pending_minor: 0n }],
    refunds: [{ state: 'canceled' }],
  })
})

test('a refund that only its charge tells of, which lists none, is still told from one on its way', async ({
  db,
}) => {
  const { account, recordOf } = await openHouse(db, ({ type }) => !type.includes('refund.'))
  await give(account, ann)
  await account.act({
    action: 'refund',
    charge: (await newest(account)).charge,
    course: 'requires_action',
  })
  expect(await recordOf(ann)).toMatchObject({
    member: { state: 'supporter' },
    payments: [{ refunded_minor: 0n, refund_pending_minor: 2000n }],
  })
})

test('a change of amount stands in the record with what it was, in whichever order it is heard', async ({
  db,
}) => {
  const { account, hear, news, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  const { subscription } = await newest(account)
  await account.act({ action: 'change_plan', subscription, amount: 900 })
  await account.advance(60)
  await account.act({ action: 'change_plan', subscription, amount: 700 })
  await account.advance(40 * day) // and a renewal, which changes nothing
  for (const event of (await news()).reverse()) await hear([event])
  const record = await recordOf(ann)
  expect(record.member).toMatchObject({ state: 'member', amount_minor: 700n })
  const changes = timelineOf(record).filter(({ kind }) => kind === 'membership_changed')
  expect(changes.map((each) => [each.amount_before_minor, each.amount_minor])).toEqual([
    [900n, 700n],
    [500n, 900n],
  ])
  expect(record.changes.map(({ kind }) => kind)).toEqual(['created', 'updated', 'updated'])
})

test('one change that Stripe tells by two events stands in the record once', async ({ db }) => {
  const { account, hear, news, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  const { subscription } = await newest(account)
  await account.act({ action: 'change_plan', subscription, amount: 900 })
  await account.act({ action: 'pause_subscription', subscription })
  const events = await news()
  await hear(events.flatMap((event) => [event, { ...event, id: `${event.id}_again` }]))
  const steps = timelineOf(await recordOf(ann)).map(({ kind }) => kind)
  expect(steps.toSorted()).toEqual([
    ...['membership_changed', 'membership_paused', 'membership_started', 'payment'],
  ])
})

test('collection paused until a day, and a status that is paused, both suspend', async ({ db }) => {
  const { account, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  const { subscription } = await newest(account)
  const resumes_at = Math.floor(account.clock.now().getTime() / 1000) + 20 * day
  const pause_collection = { behavior: 'void', resumes_at } as const
  await account.stripe.subscriptions.update(subscription, { pause_collection })
  expect(await recordOf(ann)).toMatchObject({
    member: { state: 'suspended' },
    subscriptions: [
      { paused: true, pause_reason: 'void', resumes_at: new Date(resumes_at * 1000) },
    ],
  })
  await account.advance(21 * day)
  expect(await recordOf(ann)).toMatchObject({
    member: { state: 'member' },
    subscriptions: [{ paused: false, resumes_at: null }],
  })
  await account.act({ action: 'pause_subscription', subscription })
  expect(await recordOf(ann)).toMatchObject({
    member: { state: 'suspended' },
    subscriptions: [{ status: 'paused', paused: false, pause_reason: 'pause_requested' }],
  })
  await account.advance(60)
  await account.act({ action: 'resume_subscription', subscription })
  await account.advance(60)
  const record = await recordOf(ann)
  expect(record.member.state).toBe('member')
  const steps = timelineOf(record).map(({ kind }) => kind)
  expect(steps.filter((kind) => /paused|resumed/.test(kind)).reverse()).toEqual([
    ...['membership_paused', 'membership_resumed', 'membership_paused', 'membership_resumed'],
  ])
})

test('a membership ended in the second it began ended after it began', async ({ db }) => {
  const { account, recordOf } = await openHouse(db)
  const order = await account.order({ frequency: 'monthly', amount: 500 })
  await account.pay(order, { email: ann, name: 'Ann', card })
  const { subscription } = await newest(account)
  await account.act({ action: 'change_plan', subscription, amount: 900 })
  await account.act({ action: 'cancel_subscription', subscription })
  const steps = timelineOf(await recordOf(ann)).map(({ kind }) => kind)
  expect(steps.filter((kind) => kind.startsWith('membership'))).toEqual([
    ...['membership_ended', 'membership_changed', 'membership_started'],
  ])
})

test('told to end, and kept after all', async ({ db }) => {
  const { account, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  const { subscription } = await newest(account)
  await account.act({ action: 'cancel_subscription', subscription, at_period_end: true })
  await account.advance(60)
  await account.stripe.subscriptions.update(subscription, { cancel_at_period_end: false })
  const record = await recordOf(ann)
  expect(record).toMatchObject({ member: { state: 'member' }, subscriptions: [{ ends_at: null }] })
  expect(
    timelineOf(record)
      .map(({ kind }) => kind)
      .slice(0, 2),
  ).toEqual(['membership_stays', 'membership_told_to_end'])
})

test('each end says its reason', async ({ db }) => {
  const { account, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  const first = await newest(account)
  await account.stripe.subscriptions.cancel(first.subscription, {
    cancellation_details: { feedback: 'too_expensive' },
  })
  await subscribe(account, ann, 600)
  const { customer } = await newest(account)
  await account.act({ action: 'delete_customer', customer })
  const record = await recordOf(ann)
  expect(record.member.state).toBe('ended')
  expect(
    record.subscriptions.map(({ end_reason, end_feedback }) => [end_reason, end_feedback]),
  ).toEqual([
    [expect.stringMatching(/customer_deleted|cancellation_requested/), null],
    ['cancellation_requested', 'too_expensive'],
  ])
})

test('a bill that is not paid shows its tries, the next one and where to pay it, until it is paid', async ({
  db,
}) => {
  const { account, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  const { customer } = await newest(account)
  await account.act({ action: 'set_card', customer, card: '4000000000000341' })
  await account.advance(32 * day)
  expect(await recordOf(ann)).toMatchObject({
    member: { state: 'grace' },
    openInvoices: [
      {
        due_minor: 500n,
        attempt_count: 1,
        next_attempt_at: expect.any(Date),
        pay_url: expect.stringMatching(/^http/),
      },
    ],
  })
  await account.act({ action: 'set_card', customer, card })
  await account.advance(4 * day)
  const record = await recordOf(ann)
  expect(record).toMatchObject({ member: { state: 'member' }, openInvoices: [] })
  const kinds = timelineOf(record).map(({ kind }) => kind)
  expect(kinds.filter((kind) => /failing|recovered/.test(kind))).toEqual([
    'membership_recovered',
    'membership_failing',
  ])
})

test.for(['failure', 'dispute'] as const)(
  'a debit that comes back weeks later as a %s ends the support',
  async (as, { db }) => {
    const { account, recordOf } = await openHouse(db)
    await give(account, ann, { iban: 'DE89370400440532013000' })
    await account.advance(6 * day)
    expect((await recordOf(ann)).member.state).toBe('supporter')
    await account.advance(40 * day)
    await account.act({ action: 'return_debit', charge: (await newest(account)).charge, as })
    await account.advance(60)
    const payment = as === 'failure' ? { state: 'failed', returned: true } : { dispute: 'lost' }
    expect(await recordOf(ann)).toMatchObject({
      member: { state: 'former_supporter' },
      payments: [payment],
    })
    expect((await failedAttempts(readerOf(db), new Date(0))).attempts).toBe(0)
  },
)

test('a dispute with its reason and day, and a warning of fraud, stand on the payment, even told first', async ({
  db,
}) => {
  const { account, hear, news, recordOf } = await openHouse(db)
  await give(account, ann)
  const { charge } = await newest(account)
  await account.act({ action: 'early_fraud_warning', charge, fraud_type: 'made_with_stolen_card' })
  await account.act({ action: 'dispute_open', charge, reason: 'fraudulent' })
  for (const event of (await news()).reverse()) await hear([event])
  const record = await recordOf(ann)
  expect(record).toMatchObject({
    member: { state: 'supporter' },
    payments: [
      {
        dispute: 'open',
        dispute_reason: 'fraudulent',
        dispute_due_at: expect.any(Date),
        fraud_warning: 'made_with_stolen_card',
      },
    ],
  })
  expect(timelineOf(record).map(({ kind }) => kind)).toContain('fraud_warning')
  await account.act({ action: 'dispute_win', dispute: (await newest(account)).dispute })
  expect(await recordOf(ann)).toMatchObject({
    payments: [{ dispute: 'won', dispute_due_at: null }],
  })
})

test.for(['won', 'lost'] as const)(
  'a dispute stands in the record with the day it was opened and the day it was %s, in any order',
  async (end, { db }) => {
    const { account, hear, news, recordOf } = await openHouse(db)
    await give(account, ann)
    await account.advance(3 * day)
    const opened = account.clock.now()
    const { charge } = await newest(account)
    await account.act({ action: 'dispute_open', charge, reason: 'fraudulent' })
    await account.advance(2 * day)
    const closed = account.clock.now()
    const { dispute } = await newest(account)
    await account.act({ action: end === 'won' ? 'dispute_win' : 'dispute_lose', dispute })
    const events = await news()
    for (const event of events.toReversed()) await hear([event])
    const disputes = timelineOf(await recordOf(ann)).filter(({ kind }) => /^dispute/.test(kind))
    expect(disputes.map(({ at, kind, detail }) => [at, kind, detail])).toEqual([
      [closed, `dispute_${end}`, null],
      [opened, 'dispute_opened', 'fraudulent'],
    ])
  },
)

test('a card that its bank renewed shows its last digits and month, nothing else', async ({
  db,
}) => {
  const { account, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  await recordOf(ann)
  await account.act({
    action: 'update_card_automatically',
    customer: (await newest(account)).customer,
  })
  expect((await recordOf(ann)).cards).toMatchObject([
    { last4: '4242', expires: expect.stringMatching(/^20\d\d-\d\d$/) },
  ])
})

test('a checkout that somebody we know left stands in their record; a stranger becomes nobody', async ({
  db,
}) => {
  const { account, recordOf } = await openHouse(db)
  await give(account, ann)
  await recordOf(ann)
  for (const customer_email of [ann, 'stranger@example.org']) {
    await account.stripe.checkout.sessions.create({
      ...{ mode: 'payment', success_url: 'http://app.test/', customer_email },
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'eur', unit_amount: 900, product_data: { name: 'gift' } },
        },
      ],
    })
  }
  await account.advance(2 * day)
  const record = await recordOf(ann)
  expect(record.abandoned).toMatchObject([{ mode: 'payment', amount_minor: 900n, currency: 'EUR' }])
  const people = await db.selectFrom('member').select('id').execute()
  expect(people).toHaveLength(1)
})

test('tries that are refused are counted once each, with reason, whoever tried', async ({ db }) => {
  const { account, hear, news } = await openHouse(db)
  const gift = await account.order({ frequency: 'once', amount: 2000 })
  for (const number of ['4000000000000002', '4000000000009995', '4000000000000002']) {
    await account.pay(gift, { email: 'tester@example.org', card: number })
  }
  const events = await news()
  await hear([...events, ...events])
  const since = new Date('2026-03-10T00:00:00Z')
  expect(await failedAttempts(readerOf(db), since)).toMatchObject({
    attempts: 3,
    strangers: 3,
    reasons: [{ attempts: 2 }, { reason: 'insufficient_funds', attempts: 1 }],
  })
  expect((await failedAttempts(readerOf(db), new Date('2026-03-11'))).attempts).toBe(0)
})

test('whoever pays for another’s membership is a supporter, by the charge’s own word', async ({
  db,
}) => {
  const { account, recordOf } = await openHouse(db, ({ type }) => !type.startsWith('checkout'))
  const metadata = { kind: 'gift_membership', gift_recipient_ref: 'r-7' }
  const session = await account.stripe.checkout.sessions.create({
    ...{ mode: 'payment', success_url: 'http://app.test/', metadata },
    payment_intent_data: { metadata },
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: 6000, product_data: { name: 'a year' } },
      },
    ],
  })
  await account.pay(session.id, { email: ann, card })
  await account.advance(10)
  expect(await recordOf(ann)).toMatchObject({
    member: { state: 'supporter', amount_minor: 6000n },
    payments: [{ class: 'gift', recipient_ref: 'r-7' }],
  })
})

test('what the payer saw is kept beside what was charged', async ({ db }) => {
  const { account, deps, recordOf } = await openHouse(db)
  await give(account, ann)
  await recordOf(ann)
  const { charge: id } = await newest(account)
  const charge = await account.stripe.charges.retrieve(id, { expand: ['refunds'] })
  const presentment_details = { presentment_amount: 2330, presentment_currency: 'usd' }
  account.faults.set(`/v1/charges/${id}`, () => Response.json({ ...charge, presentment_details }))
  await refreshObject(deps, { type: 'charge', id })
  expect(await recordOf(ann)).toMatchObject({
    payments: [
      {
        amount_minor: 2000n,
        currency: 'EUR',
        presented_minor: 2330n,
        presented_currency: 'USD',
      },
    ],
  })
})
