import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, eventOf, join, pass, payments, type Town, town, transactions, types } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const FAILS = '4000000000000341'
const ASKS = '4000000000003220'
/** 31 March 12:00 renews on 30 April 12:00, and asks for money an hour later. */
const RENEWAL = Date.UTC(2026, 3, 30, 13) / 1000
const at = (seconds: number) => there.call('/_sandbox/clock', { to: seconds })
const settings = (body: object) => there.call('/_sandbox/settings', body)
const act = (body: object) => there.call('/_sandbox/actions', body)

/** A member whose card fails at every renewal, a minute after the first failure. */
async function behind() {
  const { subscription, customer } = await join(there, { card: FAILS })
  await at(RENEWAL + 60)
  const [invoice] = (await there.stripe.invoices.list({ status: 'open' })).data
  return { id: String(subscription), customer: String(customer), invoice: invoice?.id ?? '' }
}

const ends = {
  unpaid: ['customer.subscription.updated'],
  past_due: [],
  pause: ['customer.subscription.paused', 'customer.subscription.updated'],
} as const

describe('after the last try', () => {
  test.each([
    ['unpaid', 'unpaid'],
    ['past_due', 'past_due'],
    ['pause', 'paused'],
  ] as const)('%s leaves the subscription %s', async (afterRetries, status) => {
    await settings({ retryDays: [2], afterRetries })
    const { id, invoice } = await behind()
    const before = (await types(there)).length
    await pass(there, 3 * DAY)
    expect(await types(there, before)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'invoice.updated',
      'invoice.payment_failed',
      ...ends[afterRetries],
    ])
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe(status)
    expect(await there.stripe.invoices.retrieve(invoice)).toMatchObject({
      ...{ status: 'open', attempt_count: 2, next_payment_attempt: null },
    })
  })

  test('its invoice may be marked uncollectible, after the end', async () => {
    await settings({ retryDays: [], unpaidInvoice: 'uncollectible' })
    await behind()
    expect((await types(there)).slice(-3)).toEqual([
      'invoice.payment_failed',
      'customer.subscription.deleted',
      'invoice.marked_uncollectible',
    ])
    const marked = (await there.stripe.invoices.list({ status: 'uncollectible' })).data
    expect(marked).toMatchObject([{ amount_remaining: 700 }])
  })

  test('an unpaid subscription goes on with drafts, and is active again when it is paid', async () => {
    await settings({ retryDays: [], afterRetries: 'unpaid' })
    const { id, invoice } = await behind()
    await pass(there, 40 * DAY)
    const drafts = (await there.stripe.invoices.list({ status: 'draft' })).data
    expect(drafts).toMatchObject([{ auto_advance: false, amount_due: 700 }])
    await act({ action: 'pay_invoice', invoice, card: '4242424242424242' })
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('active')
    expect(await eventOf(there, 'customer.subscription.updated')).toMatchObject({
      previous_attributes: { status: 'unpaid' },
    })
  })

  test('a paused one says that its last payment failed', async () => {
    await settings({ retryDays: [], afterRetries: 'pause' })
    await behind()
    expect((await eventOf(there, 'customer.subscription.paused')).object).toMatchObject({
      ...{ status: 'paused' },
      status_details: { paused: { subscription: { type: 'final_payment_failure' } } },
    })
  })
})

describe('a renewal that the bank wants to hear the payer about', () => {
  async function asked() {
    const { subscription } = await join(there, { card: ASKS, authenticated: true })
    await at(RENEWAL - 60)
    const before = (await types(there)).length
    await at(RENEWAL + 60)
    const [invoice] = (await there.stripe.invoices.list({ status: 'open' })).data
    return { id: String(subscription), invoice: invoice?.id ?? '', before }
  }

  test('is told in the order of 8.5.4', async () => {
    const { id, invoice, before } = await asked()
    expect(await types(there, before)).toEqual([
      'invoice.updated',
      'invoice.finalized',
      'payment_intent.created',
      'payment_intent.requires_action',
      'invoice.payment_action_required',
      'invoice.payment_failed',
      'customer.subscription.updated',
    ])
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('past_due')
    const { hosted_invoice_url } = await there.stripe.invoices.retrieve(invoice)
    expect(hosted_invoice_url).toBe(`http://sandbox.test/i/${invoice}`)
    expect((await transactions(there)).filter(({ type }) => type === 'charge')).toHaveLength(1)
  })

  test('is paid when they complete it on the invoice’s page', async () => {
    const { id, invoice } = await asked()
    const page = await fetch(`${there.origin}/i/${invoice}`)
    expect(await page.text()).toContain('Your bank wants to hear from you')
    const before = (await types(there)).length
    const form = new URLSearchParams({ authentication: 'complete' })
    await fetch(`${there.origin}/i/${invoice}/authenticate`, { method: 'POST', body: form })
    expect(await types(there, before)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'customer.subscription.updated',
    ])
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('active')
    expect(await payments(there)).toHaveLength(2)
    expect(await (await fetch(`${there.origin}/i/${invoice}`)).text()).toContain('Paid.')
  })

  test('stays due when they refuse, and another card pays it', async () => {
    const { id, invoice } = await asked()
    await act({ action: 'authenticate', invoice, complete: false })
    expect((await types(there)).at(-1)).toBe('payment_intent.payment_failed')
    const pay = (card: string) =>
      fetch(`${there.origin}/i/${invoice}/pay`, {
        method: 'POST',
        body: new URLSearchParams({ card }),
        redirect: 'manual',
      })
    const declined = await pay('4000000000000002')
    expect(declined.status).toBe(402)
    expect(await declined.text()).toContain('Your card was declined.')
    expect((await pay('4242424242424242')).status).toBe(303)
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('active')
  })

  test('is refused to a program that asks again, in Stripe’s words', async () => {
    const { invoice } = await asked()
    await expect(there.stripe.invoices.pay(invoice)).rejects.toMatchObject({
      ...{ statusCode: 402, code: 'invoice_payment_intent_requires_action' },
    })
  })
})

describe('an open invoice', () => {
  test('paid outside of Stripe is paid without a charge, and the member is active', async () => {
    const { id, invoice } = await behind()
    const before = (await types(there)).length
    const paid = await there.stripe.invoices.pay(invoice, { paid_out_of_band: true })
    expect(paid).toMatchObject({
      ...{ status: 'paid', amount_paid: 700, amount_paid_off_stripe: 700, amount_remaining: 0 },
    })
    expect(await types(there, before)).toEqual([
      'payment_intent.canceled',
      'invoice.paid',
      'customer.subscription.updated',
    ])
    expect(await payments(there)).toHaveLength(1)
    expect((await there.stripe.subscriptions.retrieve(id)).status).toBe('active')
    const links = await there.stripe.invoicePayments.list({ invoice })
    expect(links.data).toMatchObject([{ status: 'canceled' }])
  })

  test('that is void drops its payment intent', async () => {
    const { invoice } = await behind()
    const before = (await types(there)).length
    expect((await there.stripe.invoices.voidInvoice(invoice)).status).toBe('void')
    expect(await types(there, before)).toEqual(['payment_intent.canceled', 'invoice.voided'])
    await pass(there, 20 * DAY)
    expect((await types(there)).filter((type) => type === 'charge.failed')).toHaveLength(1)
  })

  test('that is uncollectible can still be paid', async () => {
    const { invoice } = await behind()
    await act({ action: 'mark_uncollectible', invoice })
    expect((await there.stripe.invoices.retrieve(invoice)).status).toBe('uncollectible')
    await act({ action: 'pay_invoice', invoice, card: '4242424242424242' })
    expect((await there.stripe.invoices.retrieve(invoice)).status).toBe('paid')
  })

  test('asked for again by hand does not count as a try of the plan', async () => {
    const { invoice } = await behind()
    const { next_payment_attempt } = await there.stripe.invoices.retrieve(invoice)
    await expect(there.stripe.invoices.pay(invoice)).rejects.toMatchObject({ statusCode: 402 })
    expect(await there.stripe.invoices.retrieve(invoice)).toMatchObject({
      ...{ attempt_count: 1, next_payment_attempt },
    })
  })
})

test('a debit that comes after the invoice was paid otherwise is the customer’s credit', async () => {
  const { customer } = await join(there, { iban: 'DE89370400440532013000' })
  const [invoice] = (await there.stripe.invoices.list()).data
  await there.stripe.invoices.pay(invoice?.id ?? '', { paid_out_of_band: true })
  await pass(there, 6 * DAY)
  expect((await eventOf(there, 'invoice.overpaid')).object).toMatchObject({ amount_overpaid: 700 })
  const credited = await there.stripe.customers.retrieve(String(customer))
  expect(credited).toMatchObject({ balance: -700 })
})

test('the card network renews a card by itself, and says so', async () => {
  const { customer } = await join(there)
  await act({ action: 'update_card_automatically', customer })
  expect(await eventOf(there, 'payment_method.automatically_updated')).toMatchObject({
    object: { customer, card: { exp_year: 2044, last4: '4242' } },
    previous_attributes: { card: { exp_year: 2040 } },
  })
})

test('a debit that fails after the invoice was paid otherwise changes nothing', async () => {
  const { subscription } = await join(there, { iban: 'DE62370400440532013001' })
  const [invoice] = (await there.stripe.invoices.list()).data
  await there.stripe.invoices.pay(invoice?.id ?? '', { paid_out_of_band: true })
  await pass(there, 6 * DAY)
  expect((await types(there)).at(-1)).toBe('checkout.session.async_payment_failed')
  const { status } = await there.stripe.subscriptions.retrieve(String(subscription))
  expect([status, (await there.stripe.invoices.list()).data[0]?.status]).toEqual(['active', 'paid'])
})
