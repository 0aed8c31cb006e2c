import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  balanceSum,
  DAY,
  eventOf,
  join,
  log,
  orderGift,
  orderMembership,
  pass,
  pay,
  payGift,
  payments,
  START,
  type Town,
  town,
  transactions,
  types,
} from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

describe('a one-off payment', () => {
  test('is told in the order of 8.5.1, the charge learning its transaction two seconds later', async () => {
    await payGift(there)
    expect(await types(there)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
    await pass(there, 2)
    expect(await types(there, 4)).toEqual(['charge.updated'])
    const { object, previous_attributes } = await eventOf(there, 'charge.updated')
    expect(previous_attributes).toEqual({ balance_transaction: null })
    const [txn] = await transactions(there)
    expect(object.balance_transaction).toBe(txn?.id)
  })

  test('costs 1.5 % and 25 cents, and is there as a transaction at once', async () => {
    const session = await payGift(there)
    const [txn] = await transactions(there)
    expect(txn).toMatchObject({
      ...{ amount: 1000, fee: 40, net: 960, currency: 'eur', type: 'charge', status: 'pending' },
      ...{ reporting_category: 'charge', exchange_rate: null },
    })
    expect(txn?.available_on).toBe(Date.UTC(2026, 3, 3) / 1000)
    const intent = await there.stripe.paymentIntents.retrieve(String(session.payment_intent), {
      expand: ['latest_charge'],
    })
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 1000 })
    expect(intent.latest_charge).toMatchObject({ balance_transaction: null, paid: true })
    expect(txn?.source).toBe(typeof intent.latest_charge === 'object' && intent.latest_charge?.id)
  })

  test('of a guest makes no customer; one is made where the order says always', async () => {
    const guest = await payGift(there)
    expect(guest).toMatchObject({ customer: null, payment_status: 'paid', status: 'complete' })
    expect(guest.customer_details).toMatchObject({ email: 'ann@reader.test' })
    const order = await orderGift(there, { customer_creation: 'always' })
    await pay(there, order)
    const { customer } = await there.stripe.checkout.sessions.retrieve(order.id)
    expect(customer).toMatch(/^cus_/)
  })

  test('carries the metadata of payment_intent_data and none of the session', async () => {
    const order = await orderGift(there, { metadata: { only: 'session' } })
    await pay(there, order)
    const { data } = await there.stripe.charges.list()
    expect(data[0]?.metadata).toEqual({ kind: 'gift' })
  })

  test('that is declined leaves the session open for another try with the same intent', async () => {
    const order = await orderGift(there)
    const refused = await pay(there, order, { card: '4000000000009995' })
    expect(refused).toMatchObject({
      status: 402,
      body: { error: { type: 'card_error', decline_code: 'insufficient_funds' } },
    })
    expect((await there.stripe.checkout.sessions.retrieve(order.id)).status).toBe('open')
    expect((await pay(there, order)).body).toEqual({ status: 'complete', payment_status: 'paid' })
    expect(await types(there)).toEqual([
      'payment_intent.created',
      'charge.failed',
      'payment_intent.payment_failed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
    expect(await payments(there)).toHaveLength(1)
  })

  test('by a 3-D Secure card waits for its holder', async () => {
    const order = await orderGift(there)
    const asked = await pay(there, order, { card: '4000000000003220' })
    expect(asked.body).toEqual({
      status: 'open',
      payment_status: 'unpaid',
      next_action: 'authenticate',
    })
    const path = `/_sandbox/checkout/${order.id}/pay`
    const consent = { email: 'ann@reader.test', card: '4000000000003220', authenticated: true }
    expect((await there.call(path, consent)).body.payment_status).toBe('paid')
    expect(await types(there)).toEqual([
      'payment_intent.created',
      'payment_intent.requires_action',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ])
  })

  test('in dollars by an American card settles in euros with both fees', async () => {
    const order = await orderGift(there, {
      line_items: [
        {
          quantity: 1,
          price_data: { currency: 'usd', unit_amount: 1080, product_data: { name: 'Gift' } },
        },
      ],
    })
    await pay(there, order, { country: 'US' })
    // 10.80 USD / 1.08 = 10.00 EUR; 3.25 % = 32.5 -> 33, + 25; conversion 2 % = 20
    expect((await transactions(there))[0]).toMatchObject({
      ...{ amount: 1000, fee: 78, net: 922, currency: 'eur', exchange_rate: 0.925926 },
    })
  })

  test('that nobody makes expires when its time is over', async () => {
    const order = await orderGift(there)
    await pass(there, DAY)
    expect(await types(there)).toEqual(['checkout.session.expired'])
    expect((await pay(there, order)).status).toBe(400)
  })
})

describe('a membership', () => {
  test('begins in the order of 8.5.2: customer and subscription after the money', async () => {
    await join(there)
    await pass(there, 10)
    expect(await types(there)).toEqual([
      'charge.succeeded',
      'payment_method.attached',
      'customer.created',
      'customer.updated',
      'checkout.session.completed',
      'customer.subscription.created',
      'payment_intent.created',
      'payment_intent.succeeded',
      'invoice.created',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'charge.updated',
      'invoice_payment.paid',
    ])
    const { object } = await eventOf(there, 'customer.subscription.created')
    expect(object).toMatchObject({ status: 'active', metadata: { kind: 'membership' } })
  })

  test('links intent, invoice and subscription by the invoice payment alone', async () => {
    const session = await join(there)
    const invoice = await there.stripe.invoices.retrieve(String(session.invoice), {
      expand: ['payments'],
    })
    expect(invoice).toMatchObject({
      ...{ status: 'paid', amount_paid: 700, amount_remaining: 0, attempt_count: 1 },
      billing_reason: 'subscription_create',
      parent: {
        subscription_details: {
          subscription: session.subscription,
          metadata: { kind: 'membership' },
        },
      },
    })
    const [charge] = (await there.stripe.charges.list()).data
    const links = await there.stripe.invoicePayments.list({
      payment: { type: 'payment_intent', payment_intent: String(charge?.payment_intent) },
    })
    expect(links.data).toMatchObject([{ invoice: invoice.id, status: 'paid', amount_paid: 700 }])
    expect(invoice.payments?.data).toEqual(links.data)
  })

  test('whose first card is declined leaves no customer and no subscription', async () => {
    const order = await orderMembership(there)
    expect((await pay(there, order, { card: '4000000000000002' })).status).toBe(402)
    expect((await there.stripe.customers.list()).data).toEqual([])
    expect((await there.stripe.subscriptions.list({ status: 'all' })).data).toEqual([])
    expect((await pay(there, order)).status).toBe(200)
    expect((await types(there)).filter((type) => type === 'payment_intent.created')).toHaveLength(1)
  })

  test('renews in the order of 8.5.3, showing the new period an hour before the money', async () => {
    await join(there)
    await pass(there, 10)
    const before = (await types(there)).length
    // 31 March 12:00 -> 30 April 12:00
    await there.call('/_sandbox/clock', { to: Date.UTC(2026, 3, 30, 12, 30) / 1000 })
    expect(await types(there, before)).toEqual([
      'invoice.upcoming',
      'customer.subscription.updated',
      'invoice.created',
    ])
    const updated = await eventOf(there, 'customer.subscription.updated')
    expect(Object.keys(updated.previous_attributes)).toEqual(['items', 'latest_invoice'])
    await pass(there, DAY)
    expect(await types(there, before + 3)).toEqual([
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'charge.updated',
      'invoice_payment.paid',
    ])
    expect((await eventOf(there, 'invoice.upcoming')).object).not.toHaveProperty('id')
  })

  test('of the 31st renews on the last day of short months and comes back to the 31st', async () => {
    const { subscription } = await join(there)
    await pass(there, 100 * DAY)
    const { items, status } = await there.stripe.subscriptions.retrieve(String(subscription))
    expect(status).toBe('active')
    expect(items.data[0]).toMatchObject({
      current_period_start: Date.UTC(2026, 5, 30, 12) / 1000,
      current_period_end: Date.UTC(2026, 6, 31, 12) / 1000,
    })
    const renewals = (await there.stripe.invoices.list({ limit: 100 })).data
    expect(
      renewals.map(({ created }) => new Date(created * 1000).toISOString().slice(0, 10)),
    ).toEqual(['2026-06-30', '2026-05-31', '2026-04-30', '2026-03-31'])
  })

  test('by the year renews once a year', async () => {
    await join(there, {}, 'year')
    await pass(there, 364 * DAY)
    expect(await payments(there)).toHaveLength(1)
    await pass(there, 2 * DAY)
    expect(await payments(there)).toHaveLength(2)
  })

  test('that cannot be renewed is tried after 3, 5 and 7 days, then ends', async () => {
    const { subscription } = await join(there, { card: '4000000000000341' })
    await pass(there, 10)
    const before = (await types(there)).length
    await there.call('/_sandbox/clock', { to: Date.UTC(2026, 3, 30, 14) / 1000 })
    const failure = ['charge.failed', 'payment_intent.payment_failed', 'invoice.updated']
    expect(await types(there, before)).toEqual([
      'invoice.upcoming',
      'customer.subscription.updated',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      ...failure,
      'invoice.payment_failed',
      'customer.subscription.updated',
    ])
    const id = String(subscription)
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('past_due')
    const [invoice] = (await there.stripe.invoices.list({ status: 'open' })).data
    expect(invoice).toMatchObject({
      attempt_count: 1,
      next_payment_attempt: Date.UTC(2026, 4, 3, 13) / 1000,
    })
    await pass(there, 16 * DAY)
    expect(await types(there, before + 10)).toEqual([
      ...failure,
      'invoice.payment_failed',
      ...failure,
      'invoice.payment_failed',
      ...failure,
      'invoice.payment_failed',
      'customer.subscription.deleted',
    ])
    expect(await there.stripe.subscriptions.retrieve(id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
      ended_at: Date.UTC(2026, 4, 15, 13) / 1000,
    })
  })

  test('recovers when the card is replaced in time', async () => {
    const { subscription, customer } = await join(there, { card: '4000000000000341' })
    await pass(there, 31 * DAY)
    await there.call('/_sandbox/actions', {
      ...{ action: 'set_card', customer, card: '4242424242424242' },
    })
    await pass(there, 3 * DAY)
    const now = await there.stripe.subscriptions.retrieve(String(subscription))
    expect(now.status).toBe('active')
    expect((await types(there)).at(-1)).toBe('invoice_payment.paid')
    expect((await there.stripe.invoices.list({ status: 'open' })).data).toEqual([])
  })

  test('cancelled for the end of its period runs until then', async () => {
    const { subscription } = await join(there)
    const id = String(subscription)
    const ending = await there.stripe.subscriptions.update(id, { cancel_at_period_end: true })
    expect(ending).toMatchObject({
      ...{ status: 'active', cancel_at_period_end: true, canceled_at: START },
      cancel_at: Date.UTC(2026, 3, 30, 12) / 1000,
    })
    await pass(there, 31 * DAY)
    expect((await types(there)).at(-1)).toBe('customer.subscription.deleted')
    expect(await there.stripe.subscriptions.retrieve(id)).toMatchObject({
      ...{ status: 'canceled', ended_at: Date.UTC(2026, 3, 30, 12) / 1000, canceled_at: START },
    })
    expect(await payments(there)).toHaveLength(1)
  })

  test('cancelled at once is only deleted', async () => {
    const { subscription } = await join(there)
    const before = (await types(there)).length
    await there.stripe.subscriptions.cancel(String(subscription))
    expect(await types(there, before)).toEqual(['customer.subscription.deleted'])
  })

  test('gets another amount from the next period on, without money now', async () => {
    const { subscription } = await join(there)
    const id = String(subscription)
    const [item] = (await there.stripe.subscriptions.retrieve(id)).items.data
    const changed = await there.stripe.subscriptions.update(id, {
      proration_behavior: 'none',
      items: [
        {
          id: item?.id ?? '',
          price_data: {
            currency: 'eur',
            unit_amount: 1200,
            product: String(item?.price.product),
            recurring: { interval: 'month' },
          },
        },
      ],
    })
    expect(changed.items.data[0]?.price.unit_amount).toBe(1200)
    await pass(there, 32 * DAY)
    expect((await payments(there)).map(({ amount }) => amount)).toEqual([1200, 700])
  })
})

describe('a refund', () => {
  test('is told in the order of 8.5.7 and keeps the fee', async () => {
    await payGift(there)
    await pass(there, 10)
    const [charge] = (await there.stripe.charges.list()).data
    await there.stripe.refunds.create({ charge: charge?.id ?? '', amount: 300 })
    expect(await types(there, 5)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
    ])
    expect(await there.stripe.charges.retrieve(charge?.id ?? '')).toMatchObject({
      ...{ amount_refunded: 300, refunded: false },
    })
    const [refund] = await transactions(there)
    expect(refund).toMatchObject({ type: 'refund', amount: -300, fee: 0, net: -300 })
    expect(await balanceSum(there)).toBe(660)
  })

  test('of more than is left is refused', async () => {
    await payGift(there)
    const [charge] = (await there.stripe.charges.list()).data
    const id = charge?.id ?? ''
    await there.stripe.refunds.create({ charge: id, amount: 600 })
    await expect(there.stripe.refunds.create({ charge: id, amount: 401 })).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      param: 'amount',
    })
    expect(await there.stripe.refunds.create({ charge: id })).toMatchObject({ amount: 400 })
    await expect(there.stripe.refunds.create({ charge: id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })
  })
})

describe('a dispute', () => {
  const disputed = async () => {
    await payGift(there)
    await pass(there, 10)
    const [charge] = (await there.stripe.charges.list()).data
    return act('dispute_open', { charge: charge?.id })
  }
  const act = async (action: string, more: object) =>
    (await there.call('/_sandbox/actions', { action, ...more })).body

  test('that is won gives the money back and keeps the fee', async () => {
    const dispute = await disputed()
    expect(await balanceSum(there)).toBe(960 - 1000 - 2000)
    await act('dispute_win', { dispute: dispute.id })
    expect(await types(there, 5)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.updated',
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ])
    expect(await balanceSum(there)).toBe(960 - 2000)
    const won = await there.stripe.disputes.retrieve(dispute.id)
    expect(won).toMatchObject({
      status: 'won',
      balance_transactions: [
        { type: 'adjustment', reporting_category: 'dispute', amount: -1000, fee: 2000, net: -3000 },
        { type: 'adjustment', reporting_category: 'dispute_reversal', amount: 1000, fee: 0 },
      ],
    })
  })

  test('that is lost leaves the money where it went', async () => {
    const dispute = await disputed()
    expect(await act('dispute_lose', { dispute: dispute.id })).toMatchObject({ status: 'lost' })
    expect((await types(there)).at(-1)).toBe('charge.dispute.closed')
    expect(await balanceSum(there)).toBe(960 - 1000 - 2000)
    const again = await act('dispute_win', { dispute: dispute.id })
    expect(again).toMatchObject({ error: { type: 'invalid_request_error' } })
  })

  test('comes by itself for the card that brings one, without ending anything', async () => {
    const { subscription } = await join(there, { card: '4000000000000259' })
    await pass(there, 10)
    expect(await types(there)).toContain('charge.dispute.funds_withdrawn')
    const still = await there.stripe.subscriptions.retrieve(String(subscription))
    expect(still.status).toBe('active')
  })
})

describe('a bank debit', () => {
  const good = { iban: 'DE89 3704 0044 0532 0130 00' }
  const bad = { iban: 'DE62 3704 0044 0532 0130 01' }

  test('is under way for five days, then paid (8.5.9)', async () => {
    const session = await payGift(there, good)
    expect(session).toMatchObject({ status: 'complete', payment_status: 'unpaid' })
    expect(await balanceSum(there)).toBe(0)
    await pass(there, 5 * DAY + 10)
    expect(await types(there)).toEqual([
      'payment_intent.created',
      'payment_intent.processing',
      'charge.pending',
      'checkout.session.completed',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.async_payment_succeeded',
      'charge.updated',
    ])
    const [txn] = await transactions(there)
    expect(txn).toMatchObject({ type: 'payment', reporting_category: 'charge', fee: 35 })
  })

  test('that fails brings no money and says so', async () => {
    await payGift(there, bad)
    await pass(there, 6 * DAY)
    expect((await types(there)).slice(4)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'checkout.session.async_payment_failed',
    ])
    expect(await transactions(there)).toEqual([])
  })

  test('starts a membership that is pending until the money comes', async () => {
    const { subscription } = await join(there, good)
    const id = String(subscription)
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('incomplete')
    await pass(there, 6 * DAY)
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('active')
    await pass(there, 31 * DAY)
    expect((await transactions(there)).filter(({ type }) => type === 'payment')).toHaveLength(2)
  })
})

describe('a payout', () => {
  test('carries what is available to the bank by itself, and adds up', async () => {
    await payGift(there)
    await pass(there, 5 * DAY)
    expect((await log(there)).map(({ type }) => type).slice(5)).toEqual([
      'payout.created',
      'payout.updated',
      'payout.paid',
      'payout.reconciliation_completed',
    ])
    const [payout] = (await there.stripe.payouts.list()).data
    expect(payout).toMatchObject({ amount: 960, automatic: true, status: 'paid' })
    const carried = await there.stripe.balanceTransactions.list({ payout: payout?.id ?? '' })
    expect(carried.data.map(({ type, net }) => [type, net])).toEqual([
      ['payout', -960],
      ['charge', 960],
    ])
  })

  test('by hand takes all that is left, pending too, and is refused when that is nothing', async () => {
    await payGift(there)
    const ordered = { action: 'payout', currency: 'eur' }
    const made = await there.call('/_sandbox/actions', ordered)
    expect(made.body).toMatchObject({ object: 'payout', amount: 960, automatic: false })
    expect(await balanceSum(there)).toBe(0)
    expect((await there.call('/_sandbox/actions', ordered)).status).toBe(400)
    await pass(there, 5 * DAY)
    expect((await there.stripe.payouts.list()).data).toHaveLength(1)
  })

  test('that fails brings the money back', async () => {
    await payGift(there)
    await pass(there, 5 * DAY)
    const [payout] = (await there.stripe.payouts.list()).data
    await there.call('/_sandbox/actions', { action: 'payout_fail', payout: payout?.id })
    expect(await balanceSum(there)).toBe(960)
    expect((await transactions(there))[0]).toMatchObject({ type: 'payout_failure', amount: 960 })
  })
})

test('a deleted customer takes their memberships along, at once', async () => {
  const { customer } = await join(there)
  const before = (await types(there)).length
  await there.stripe.customers.del(String(customer))
  expect(await types(there, before)).toEqual(['customer.subscription.deleted', 'customer.deleted'])
  expect(await there.stripe.customers.retrieve(String(customer))).toMatchObject({ deleted: true })
  expect((await there.stripe.customers.list()).data).toEqual([])
})

test('the sum of all transactions is the balance, whatever has waited or left', async () => {
  await payGift(there)
  await join(there)
  await join(there, { card: '4000000000000341' })
  await pass(there, 100 * DAY)
  const all = await transactions(there)
  const sum = all.reduce((total, { net }) => total + net, 0)
  expect(await balanceSum(there)).toBe(sum)
  // 1 gift; 4 payments of one member, 1 of the other: 960 + 5 * (700 - 11 - 25)
  const earned = (await payments(there)).reduce((total, { net }) => total + net, 0)
  expect(earned).toBe(4280)
})

describe('a pause', () => {
  test('of collection makes renewals void until its day comes', async () => {
    const { subscription } = await join(there)
    const id = String(subscription)
    const resumes_at = START + 45 * DAY
    await there.stripe.subscriptions.update(id, {
      pause_collection: { behavior: 'void', resumes_at },
    })
    await pass(there, 40 * DAY)
    expect(await payments(there)).toHaveLength(1)
    expect((await there.stripe.invoices.list()).data[0]?.status).toBe('void')
    await pass(there, 10 * DAY)
    const now = await there.stripe.subscriptions.retrieve(id)
    expect(now).toMatchObject({ status: 'active', pause_collection: null })
    await pass(there, 15 * DAY)
    expect(await payments(there)).toHaveLength(2)
  })

  test('by status stops renewals until it is resumed, which begins a period that is paid', async () => {
    const { subscription } = await join(there)
    const id = String(subscription)
    const paused = await there.stripe.subscriptions.pause(id)
    expect(paused).toMatchObject({
      status: 'paused',
      status_details: { paused: { subscription: { type: 'pause_requested' } } },
    })
    await pass(there, 100 * DAY)
    expect(await payments(there)).toHaveLength(1)
    expect(await there.stripe.subscriptions.resume(id)).toMatchObject({ status: 'active' })
    expect(await payments(there)).toHaveLength(2)
    await pass(there, 32 * DAY)
    expect(await payments(there)).toHaveLength(3)
  })
})

test('another interval begins its period at once and is paid for', async () => {
  const { subscription } = await join(there)
  const id = String(subscription)
  await pass(there, 10 * DAY)
  const [item] = (await there.stripe.subscriptions.retrieve(id)).items.data
  const changed = await there.stripe.subscriptions.update(id, {
    proration_behavior: 'none',
    items: [
      {
        id: item?.id ?? '',
        price_data: {
          currency: 'eur',
          unit_amount: 7000,
          product: String(item?.price.product),
          recurring: { interval: 'year' },
        },
      },
    ],
  })
  expect(changed.items.data[0]?.current_period_end).toBe(Date.UTC(2027, 3, 10, 12) / 1000)
  expect((await payments(there)).map(({ amount }) => amount)).toEqual([7000, 700])
  await pass(there, 40 * DAY)
  expect(await payments(there)).toHaveLength(2)
})
