import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, eventOf, join, pass, payments, type Town, town, types } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

/** 31 March 12:00 to 30 April 12:00, of which ten days are used and 7.00 × 20/30 = 4.67 are not. */
async function paused(params: Stripe.SubscriptionPauseParams = {}, card = '4242424242424242') {
  const { subscription, customer } = await join(there, { card })
  await pass(there, 10 * DAY)
  const id = String(subscription)
  const before = (await types(there)).length
  const stopped = await there.stripe.subscriptions.pause(id, params)
  return { id, customer: String(customer), before, stopped }
}

const success = { payment_behavior: 'resume_on_payment_success' } as const
const invoiceOf = ({ latest_invoice }: Stripe.Subscription) =>
  there.stripe.invoices.retrieve(String(latest_invoice))

describe('a pause by status', () => {
  test('credits what is not used, and ends the period there', async () => {
    const { before, stopped } = await paused()
    expect(await types(there, before)).toEqual([
      'invoiceitem.created',
      'customer.subscription.paused',
      'customer.subscription.updated',
    ])
    expect(stopped).toMatchObject({
      ...{
        status: 'paused',
        items: { data: [{ current_period_end: Date.UTC(2026, 3, 10, 12) / 1000 }] },
      },
      status_details: {
        paused: {
          ...{ type: 'subscription', subscription: { type: 'pause_requested' } },
          transitioned_at: Date.UTC(2026, 3, 10, 12) / 1000,
        },
      },
    })
    const told = await eventOf(there, 'customer.subscription.updated')
    expect(Object.keys(told.previous_attributes)).toEqual(['items', 'status', 'status_details'])
    expect((await there.stripe.invoiceItems.list({ pending: true })).data).toMatchObject([
      { amount: -467, proration: true },
    ])
    await pass(there, 60 * DAY)
    expect(await payments(there)).toHaveLength(1)
  })

  test('may be invoiced at once, so that the credit is the customer’s', async () => {
    const { customer, before } = await paused({ invoicing_behavior: 'invoice' })
    expect(await there.stripe.customers.retrieve(customer)).toMatchObject({ balance: -467 })
    expect(await types(there, before)).toEqual([
      'customer.subscription.paused',
      'customer.subscription.updated',
      'invoice.created',
      'customer.updated',
      'invoice.finalized',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
    ])
  })

  test('is refused to a subscription that is not active', async () => {
    const { id } = await paused()
    await expect(there.stripe.subscriptions.pause(id)).rejects.toMatchObject({ statusCode: 400 })
  })
})

describe('a resumption', () => {
  test('that asks for its money now runs when that is paid, less the credit', async () => {
    const { id } = await paused()
    await pass(there, 50 * DAY)
    const before = (await types(there)).length
    const resumed = await there.stripe.subscriptions.resume(id, success)
    expect(await types(there, before)).toEqual([
      'invoice.created',
      'invoice.finalized',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.resumed',
      'customer.subscription.updated',
    ])
    expect(resumed.status).toBe('active')
    expect(resumed).not.toHaveProperty('status_details')
    expect((await invoiceOf(resumed)).lines.data.map(({ amount }) => amount)).toEqual([-467, 700])
    expect((await payments(there))[0]?.amount).toBe(233)
    await pass(there, 32 * DAY)
    expect((await payments(there))[0]?.amount).toBe(700)
  })

  test('waits by default for somebody to pay, and is off after 23 hours', async () => {
    const { id } = await paused({ bill_for: { unused_time_from: { type: 'none' } } })
    const waiting = await there.stripe.subscriptions.resume(id)
    expect([waiting.status, (await invoiceOf(waiting)).status]).toEqual(['paused', 'open'])
    const before = (await types(there)).length
    await pass(there, DAY)
    expect(await types(there, before)).toEqual(['payment_intent.canceled', 'invoice.voided'])
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('paused')
    const again = await there.stripe.subscriptions.resume(id)
    await there.stripe.invoices.pay(String(again.latest_invoice))
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('active')
    expect(await payments(there)).toHaveLength(2)
  })

  test('whose payment was tried and failed is past due, and is not tried again', async () => {
    const { id } = await paused({}, '4000000000000341')
    const waiting = await there.stripe.subscriptions.resume(id)
    const pay = there.stripe.invoices.pay(String(waiting.latest_invoice))
    await expect(pay).rejects.toMatchObject({ statusCode: 402 })
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('past_due')
    await pass(there, 20 * DAY)
    expect((await types(there)).filter((type) => type === 'charge.failed')).toHaveLength(1)
  })

  test('that must be paid stays paused while its payment fails, and is tried again', async () => {
    const { id, customer } = await paused({}, '4000000000000341')
    expect((await there.stripe.subscriptions.resume(id, success)).status).toBe('paused')
    const body = { action: 'set_card', customer, card: '4242424242424242' }
    await there.call('/_sandbox/actions', body)
    await pass(there, 4 * DAY)
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('active')
  })

  test('in the old rhythm asks only for the rest of the period, with the next invoice', async () => {
    const { id } = await paused({ bill_for: { unused_time_from: { type: 'none' } } })
    // 30 April to 31 May: 31 days, of which 11 are left on 20 May
    await pass(there, 40 * DAY)
    const resumed = await there.stripe.subscriptions.resume(id, {
      billing_cycle_anchor: { type: 'unchanged' },
    })
    expect(resumed).toMatchObject({
      status: 'active',
      items: { data: [{ current_period_end: Date.UTC(2026, 4, 31, 12) / 1000 }] },
    })
    expect(await payments(there)).toHaveLength(1)
    const [item] = (await there.stripe.invoiceItems.list({ pending: true })).data
    expect(item?.amount).toBe(248) // 700 × 11/31 = 248.39
    await pass(there, 12 * DAY)
    expect((await payments(there))[0]?.amount).toBe(948)
  })
})

describe('a pause of collection', () => {
  test.each([
    ['void', 'void', 'invoice.voided'],
    ['mark_uncollectible', 'uncollectible', 'invoice.marked_uncollectible'],
    ['keep_as_draft', 'draft', 'invoice.created'],
  ] as const)(
    '%s leaves its invoices %s, and the status as it is',
    async (behavior, status, last) => {
      const { subscription } = await join(there)
      const id = String(subscription)
      const told = await there.stripe.subscriptions.update(id, { pause_collection: { behavior } })
      expect(told).toMatchObject({
        status: 'active',
        pause_collection: { behavior, resumes_at: null },
      })
      await pass(there, 31 * DAY)
      expect((await types(there)).at(-1)).toBe(last)
      const [invoice] = (await there.stripe.invoices.list()).data
      expect(invoice?.status).toBe(status)
      await there.stripe.subscriptions.update(id, { pause_collection: '' })
      await pass(there, 31 * DAY)
      expect(await payments(there)).toHaveLength(2)
    },
  )
})
