import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  DAY,
  eventOf,
  join,
  orderMembership,
  pass,
  pay,
  payments,
  START,
  type Town,
  town,
  types,
} from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

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
      'invoice.updated',
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
      'invoice.updated',
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
    expect(await types(there, before + 11)).toEqual([
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
