import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { prorated } from '../../src/sandbox/money/proration.ts'
import { DAY, eventOf, join, log, pass, payments, type Town, town, types } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

/** 31 March 12:00 to 30 April 12:00: thirty days, of which twenty are left after ten. */
async function member(paying: { card?: string } = {}) {
  const { subscription, customer } = await join(there, paying)
  await pass(there, 10 * DAY)
  const id = String(subscription)
  const [item] = (await there.stripe.subscriptions.retrieve(id)).items.data
  return { id, customer: String(customer), item: item?.id ?? '', price: item?.price }
}

type Change = Omit<Stripe.SubscriptionUpdateParams, 'items'> & { interval?: 'month' | 'year' }

/** The one item at another amount, minor units. */
function move(
  { id, item, price }: Awaited<ReturnType<typeof member>>,
  to: number,
  rest: Change = {},
) {
  const { interval = 'month', ...params } = rest
  const product = String(price?.product)
  const price_data = { currency: 'eur', unit_amount: to, product, recurring: { interval } }
  return there.stripe.subscriptions.update(id, { items: [{ id: item, price_data }], ...params })
}

const lines = ({ lines }: Stripe.Invoice) => lines.data.map(({ amount }) => amount)

test.each([
  [700, 30, 20, 467], // 466.67
  [-700, 30, 20, -467],
  [1000, 8, 1, 125],
  [1, 2, 1, 1], // half goes away from zero
  [-1, 2, 1, -1],
  [99_999_999_999, 31_536_000, 31_535_999, 99_999_996_828],
  [700, 0, 5, 0],
])('%i for %i of time is for %i of it %i', (amount, whole, part, expected) => {
  expect(prorated(amount, { start: 0, end: whole }, { start: 0, end: part })).toBe(expected)
})

describe('another amount', () => {
  test('invoiced at once goes in the order of 8.5.5 and is paid', async () => {
    const one = await member()
    const before = (await types(there)).length
    const changed = await move(one, 1200, { proration_behavior: 'always_invoice' })
    await pass(there, 10)
    expect(await types(there, before)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
      'charge.updated',
      'invoice_payment.paid',
    ])
    const invoice = await there.stripe.invoices.retrieve(String(changed.latest_invoice))
    expect(invoice).toMatchObject({
      ...{ billing_reason: 'subscription_update', total: 333, amount_paid: 333 },
    })
    expect(lines(invoice)).toEqual([-467, 800])
    const told = await eventOf(there, 'customer.subscription.updated')
    expect(Object.keys(told.previous_attributes)).toEqual(['items', 'latest_invoice'])
    expect(told.previous_attributes).toMatchObject({
      items: { data: [{ price: { unit_amount: 700 } }] },
    })
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([333, 700])
    await pass(there, 21 * DAY)
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([1200, 333, 700])
  })

  test('waits by default for the next invoice, as invoice items', async () => {
    const one = await member()
    const before = (await types(there)).length
    await move(one, 1200)
    expect(await types(there, before)).toEqual([
      'invoiceitem.created',
      'invoiceitem.created',
      'customer.subscription.updated',
    ])
    const told = await eventOf(there, 'customer.subscription.updated')
    expect(Object.keys(told.previous_attributes)).toEqual(['items'])
    const items = await there.stripe.invoiceItems.list({ customer: one.customer, pending: true })
    expect(items.data.map(({ amount, proration }) => [amount, proration])).toEqual([
      [800, true],
      [-467, true],
    ])
    await pass(there, 14 * DAY)
    const upcoming = await eventOf(there, 'invoice.upcoming')
    expect(upcoming.object).toMatchObject({ amount_due: 1533 })
    await pass(there, 7 * DAY)
    const [invoice] = (await there.stripe.invoices.list()).data
    expect(invoice).toMatchObject({ billing_reason: 'subscription_cycle', amount_paid: 1533 })
    expect(lines(invoice ?? expect.fail())).toEqual([-467, 800, 1200])
    const left = await there.stripe.invoiceItems.list({ pending: true })
    expect(left.data).toEqual([])
  })

  test('that is less becomes credit, which pays the next invoice without money', async () => {
    const one = await member()
    const before = (await types(there)).length
    const changed = await move(one, 100, { proration_behavior: 'always_invoice' })
    expect(await types(there, before)).toEqual([
      'invoice.created',
      'customer.updated',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
    ])
    const invoice = await there.stripe.invoices.retrieve(String(changed.latest_invoice))
    // 100 × 20/30 = 66.67 → 67; 67 − 467 = −400
    expect(invoice).toMatchObject({
      ...{ status: 'paid', total: -400, amount_due: 0, amount_paid: 0, attempt_count: 0 },
      ...{ starting_balance: 0, ending_balance: -400 },
    })
    expect(await there.stripe.customers.retrieve(one.customer)).toMatchObject({ balance: -400 })
    await pass(there, 21 * DAY)
    const [next] = (await there.stripe.invoices.list()).data
    expect(next).toMatchObject({ ...{ total: 100, amount_due: 0 }, ending_balance: -300 })
    expect(await payments(there)).toHaveLength(1)
    const steps = await there.stripe.customers.listBalanceTransactions(one.customer)
    expect(steps.data.map((step) => [step.amount, step.ending_balance, step.type])).toEqual([
      [100, -300, 'applied_to_invoice'],
      [-400, -400, 'applied_to_invoice'],
    ])
  })

  test('too small to be charged is left for the next invoice', async () => {
    const one = await member()
    // 750 × 20/30 = 500; 500 − 467 = 33, less than the 50 cents that can be charged
    const changed = await move(one, 750, { proration_behavior: 'always_invoice' })
    const invoice = await there.stripe.invoices.retrieve(String(changed.latest_invoice))
    expect(invoice).toMatchObject({ status: 'paid', amount_due: 0, ending_balance: 33 })
    const steps = await there.stripe.customers.listBalanceTransactions(one.customer)
    expect(steps.data).toMatchObject([{ amount: 33, type: 'invoice_too_small' }])
    await pass(there, 21 * DAY)
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([783, 700])
  })

  test('of a classic subscription tells its invoice items too', async () => {
    const { customer } = await join(there)
    const price = (await there.stripe.prices.list({ active: false })).data[0]?.id ?? ''
    const [card] = (await there.stripe.paymentMethods.list({ customer: String(customer) })).data
    const made = await there.stripe.subscriptions.create({
      ...{ customer: String(customer), items: [{ price }], billing_mode: { type: 'classic' } },
      default_payment_method: card?.id ?? '',
    })
    const before = (await types(there)).length
    await there.stripe.subscriptions.update(made.id, {
      items: [{ id: made.items.data[0]?.id ?? '', quantity: 3 }],
      proration_behavior: 'always_invoice',
    })
    expect((await types(there, before)).slice(0, 3)).toEqual([
      'invoiceitem.created',
      'invoiceitem.created',
      'invoice.created',
    ])
    expect((await payments(there))[0]?.amount).toBe(1400)
  })

  test('with another interval credits what is left and bills the new period at once', async () => {
    const one = await member()
    const changed = await move(one, 7000, { interval: 'year' })
    const invoice = await there.stripe.invoices.retrieve(String(changed.latest_invoice))
    expect(lines(invoice)).toEqual([-467, 7000])
    expect(changed).toMatchObject({
      billing_cycle_anchor: Date.UTC(2026, 3, 10, 12) / 1000,
      items: { data: [{ current_period_end: Date.UTC(2027, 3, 10, 12) / 1000 }] },
    })
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([6533, 700])
  })
})

test('an anchor set to now begins a period and credits the old one', async () => {
  const { id } = await member()
  const moved = await there.stripe.subscriptions.update(id, {
    billing_cycle_anchor: { type: 'now' },
  })
  const invoice = await there.stripe.invoices.retrieve(String(moved.latest_invoice))
  expect(lines(invoice)).toEqual([-467, 700])
})

test('a preview is what the change is then invoiced as, and leaves nothing behind', async () => {
  const one = await member()
  const items = [{ id: one.item, quantity: 2 }]
  const details = { items, proration_behavior: 'always_invoice' as const }
  const before = (await log(there)).length
  const preview = await there.stripe.invoices.createPreview({
    ...{ subscription: one.id, subscription_details: details },
  })
  expect([preview.id?.startsWith('upcoming_in_'), preview.amount_due]).toEqual([true, 466])
  expect([(await log(there)).length, (await there.stripe.invoices.list()).data.length]).toEqual([
    ...[before, 1],
  ])
  const changed = await there.stripe.subscriptions.update(one.id, details)
  const invoice = await there.stripe.invoices.retrieve(String(changed.latest_invoice))
  expect(lines(invoice)).toEqual(lines(preview))
  const next = await there.stripe.invoices.createPreview({ subscription: one.id })
  expect(next).toMatchObject({ billing_reason: 'subscription_cycle', amount_due: 1400 })
})

describe('a change that cannot be paid', () => {
  const FAILS = { card: '4000000000000341' }
  const failure = ['charge.failed', 'payment_intent.payment_failed', 'invoice.updated']

  test('holds, and leaves the subscription past due', async () => {
    const one = await member(FAILS)
    const before = (await types(there)).length
    const changed = await move(one, 1200, { proration_behavior: 'always_invoice' })
    expect(changed.status).toBe('past_due')
    expect(await types(there, before)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      ...failure,
      'invoice.payment_failed',
      'customer.subscription.updated',
    ])
    const told = await eventOf(there, 'customer.subscription.updated')
    expect(Object.keys(told.previous_attributes)).toEqual(['items', 'latest_invoice', 'status'])
  })

  test('is refused whole where it was to be paid or not done', async () => {
    const one = await member(FAILS)
    const before = (await log(there)).length
    const refused = move(one, 1200, {
      ...{ proration_behavior: 'always_invoice', payment_behavior: 'error_if_incomplete' },
    })
    await expect(refused).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' })
    expect((await log(there)).length).toBe(before)
    const { items } = await there.stripe.subscriptions.retrieve(one.id)
    expect(items.data[0]?.price.unit_amount).toBe(700)
    expect((await there.stripe.invoiceItems.list()).data).toEqual([])
  })

  test('waits where it may, and holds once its invoice is paid', async () => {
    const one = await member(FAILS)
    const before = (await types(there)).length
    const waiting = await move(one, 1200, {
      ...{ proration_behavior: 'always_invoice', payment_behavior: 'pending_if_incomplete' },
    })
    expect(waiting).toMatchObject({
      ...{ status: 'active', items: { data: [{ price: { unit_amount: 700 } }] } },
      pending_update: { subscription_items: [{ price: { unit_amount: 1200 } }] },
    })
    expect((await types(there, before)).slice(-2)).toEqual([
      'invoice.payment_failed',
      'customer.subscription.updated',
    ])
    const invoice = String(waiting.latest_invoice)
    expect((await there.stripe.invoices.retrieve(invoice)).next_payment_attempt).toBe(null)
    const then = (await types(there)).length
    await there.call('/_sandbox/actions', {
      ...{ action: 'pay_invoice', invoice, card: '4242424242424242' },
    })
    expect((await types(there, then)).slice(-3)).toEqual([
      'invoice.payment_succeeded',
      'customer.subscription.updated',
      'customer.subscription.pending_update_applied',
    ])
    const now = await there.stripe.subscriptions.retrieve(one.id)
    expect(now).toMatchObject({ pending_update: null })
    expect(now.items.data[0]?.price.unit_amount).toBe(1200)
  })

  test('is forgotten after 23 hours, and its invoice is void', async () => {
    const one = await member(FAILS)
    await move(one, 1200, {
      ...{ proration_behavior: 'always_invoice', payment_behavior: 'pending_if_incomplete' },
    })
    const before = (await types(there)).length
    await pass(there, DAY)
    expect(await types(there, before)).toEqual([
      'payment_intent.canceled',
      'invoice.voided',
      'customer.subscription.pending_update_expired',
    ])
    expect(await there.stripe.subscriptions.retrieve(one.id)).toMatchObject({
      ...{ status: 'active', pending_update: null },
    })
  })
})

test('a cancellation may settle what is not used', async () => {
  const { id, customer } = await member()
  await there.stripe.subscriptions.cancel(id, { prorate: true, invoice_now: true })
  expect(await there.stripe.customers.retrieve(customer)).toMatchObject({ balance: -467 })
  expect((await types(there)).at(-1)).toBe('customer.subscription.deleted')
})

test('an item added by hand is on the next invoice', async () => {
  const { id, customer } = await member()
  const { stripe } = there
  await stripe.invoiceItems.create({ customer, amount: 500, currency: 'eur', description: 'Mug' })
  await stripe.invoiceItems.create({ customer, subscription: id, amount: -200, currency: 'eur' })
  const other = stripe.invoiceItems.create({ customer, amount: 500, currency: 'usd' })
  await expect(other).rejects.toMatchObject({ param: 'currency' })
  await pass(there, 21 * DAY)
  const [invoice] = (await stripe.invoices.list()).data
  expect(lines(invoice ?? expect.fail())).toEqual([500, -200, 700])
  expect(invoice?.lines.data[0]).toMatchObject({ description: 'Mug' })
})
