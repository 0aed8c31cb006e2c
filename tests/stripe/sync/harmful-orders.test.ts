import { expect } from 'vitest'
import { testWithDatabase as test } from '../../database.ts'
import type { SentEvent } from '../account.ts'
import { card, day, give, newest, openHouse, subscribe } from './told.ts'

const ann = 'ann@example.org'

/** These types first, in this order, then the rest as they happened. */
function first(types: readonly string[], events: readonly SentEvent[]): SentEvent[] {
  const early = types.flatMap((type) => events.filter((event) => event.type === type))
  return [...early, ...events.filter((event) => !early.includes(event))]
}

/** Orders seen in public in which others lost a state (domain/stripe.md 4.3, 8.4). */
test.for<[string, string[]]>([
  ['the payment succeeded before it was made', ['payment_intent.succeeded']],
  [
    'the checkout was completed before the subscription began',
    ['checkout.session.completed', 'customer.subscription.created'],
  ],
  ['the link to the invoice came before everything', ['invoice_payment.paid', 'invoice.paid']],
  ['the charge was updated before it succeeded', ['charge.updated', 'charge.succeeded']],
])('%s, each applied before the next came', async ([_, types], { db }) => {
  const { account, hear, news, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  for (const event of first(types, await news())) await hear([event])
  expect(await recordOf(ann)).toMatchObject({
    member: { state: 'member', amount_minor: 500n },
    payments: [{ class: 'membership', state: 'succeeded' }],
  })
})

test('active before incomplete, in one second or apart, ends as active', async ({ db }) => {
  const { account, hear, news, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  const made = (await news()).find(({ type }) => type === 'customer.subscription.created')
  const object = await account.stripe.subscriptions.retrieve((await newest(account)).subscription)
  const told = (id: string, type: string, status: string, late: number) => ({
    ...made,
    ...{ id, type: `customer.subscription.${type}`, created: object.created + late },
    data: { object: { ...object, status } },
  })
  await hear([told('evt_updated', 'updated', 'active', 0)])
  await hear([told('evt_created', 'created', 'incomplete', 0)])
  expect((await recordOf(ann)).member.state).toBe('member')
  await hear([told('evt_updated_later', 'updated', 'active', 60)])
  await hear([told('evt_created_twin', 'created', 'incomplete', 1)])
  expect((await recordOf(ann)).member.state).toBe('member')
})

test('the link to an invoice that comes after its subscription has ended still says what was paid', async ({
  db,
}) => {
  const { account, hear, news, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  await account.advance(32 * day)
  const { subscription } = await newest(account)
  await account.act({ action: 'cancel_subscription', subscription })
  const events = await news()
  const links = events.filter(({ type }) => type === 'invoice_payment.paid')
  for (const event of events.filter((each) => !links.includes(each))) await hear([event])
  for (const event of links) await hear([event])
  const record = await recordOf(ann)
  expect(record.member.state).toBe('ended')
  expect(record.payments.map((payment) => payment.class)).toEqual(['membership', 'membership'])
})

test('all that happens in one second, in the worst order, ends as it ended', async ({ db }) => {
  const { account, hear, news, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  const { subscription } = await newest(account)
  await account.act({ action: 'change_plan', subscription, amount: 900 })
  await account.act({ action: 'cancel_subscription', subscription, at_period_end: true })
  await account.act({ action: 'change_plan', subscription, amount: 700 })
  for (const event of (await news()).reverse()) await hear([event])
  const record = await recordOf(ann)
  expect(record.member).toMatchObject({ state: 'member', amount_minor: 700n })
  expect(record.subscriptions).toMatchObject([{ ends_at: expect.any(Date) }])
})

test('a refund that is heard of before its payment leaves what was paid and given back', async ({
  db,
}) => {
  const { account, hear, news, recordOf } = await openHouse(db)
  await give(account, ann, { card })
  await account.act({ action: 'refund', charge: (await newest(account)).charge, amount: 500 })
  for (const event of first(['refund.updated', 'refund.created'], await news())) await hear([event])
  expect(await recordOf(ann)).toMatchObject({
    member: { state: 'supporter' },
    payments: [{ amount_minor: 2000n, refunded_minor: 500n }],
  })
})
