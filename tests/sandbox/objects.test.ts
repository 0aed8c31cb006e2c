import { afterAll, beforeAll, expect, test } from 'vitest'
import keys from './fixtures/stripe-keys.json' with { type: 'json' }
import {
  DAY,
  join,
  log,
  orderMembership,
  pass,
  pay,
  payGift,
  START,
  type Town,
  town,
} from './town.ts'

/**
 * Fields of Stripe's example objects that the pinned version has no more, or that stand in the
 * answer only when asked for.
 */
const absent: Record<string, string[]> = {
  charge: ['refunds'],
  customer: [],
  invoice: ['subscription'],
  account: [],
}

let there: Town
const shown = new Map<string, Record<string, unknown>>()
beforeAll(async () => {
  there = await town()
  const { stripe } = there
  const { id: session } = await payGift(there)
  const { customer } = await join(there)
  await pass(there, 40 * 86_400)
  await payGift(there, { card: '4000000000000259' })
  await pass(there, 40 * 86_400)
  const [charge] = (await stripe.charges.list()).data
  await stripe.refunds.create({ charge: charge?.id ?? '', amount: 100 })
  await showPlans(String(customer))
  await stripe.billingPortal.sessions.create({ customer: String(customer) })
  const lists = await Promise.all([
    stripe.checkout.sessions.list(),
    stripe.paymentIntents.list(),
    stripe.charges.list(),
    stripe.customers.list(),
    stripe.paymentMethods.list({ customer: String(customer) }),
    stripe.products.list(),
    stripe.prices.list(),
    stripe.subscriptions.list(),
    stripe.invoices.list(),
    stripe.invoicePayments.list(),
    stripe.refunds.list(),
    stripe.disputes.list(),
    stripe.payouts.list(),
    stripe.checkout.sessions.listLineItems(session),
    stripe.balanceTransactions.list(),
    stripe.webhookEndpoints.list(),
    stripe.billingPortal.configurations.list(),
    stripe.events.list(),
  ])
  for (const [object] of lists.map(({ data }) => data)) note(object)
  await payGift(there, { card: '4000000000005423' })
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'forever' })
  const promotion = { type: 'coupon', coupon: coupon.id } as const
  const { id: promotion_code } = await stripe.promotionCodes.create({ promotion })
  const trial = { discounts: [{ promotion_code }], subscription_data: { trial_period_days: 9 } }
  await pay(there, await orderMembership(there, 'month', trial))
  await stripe.testHelpers.testClocks.create({ frozen_time: START })
  await stripe.reporting.reportRuns.create({
    report_type: 'payouts.summary.1',
    parameters: { interval_start: START, interval_end: START + 5 * DAY },
  })
  await pass(there, 10)
  note((await stripe.reporting.reportTypes.list()).data[0])
  note(await stripe.balance.retrieve())
  note(await stripe.accounts.retrieveCurrent())
  for (const event of await log(there)) note(event.data.object)
})
afterAll(() => there.close())

/** What stands beside a subscription: an invoice item, a balance, a schedule. */
async function showPlans(customer: string) {
  const { stripe } = there
  const [subscription] = (await stripe.subscriptions.list({ customer })).data
  const item = { customer, amount: 100, currency: 'eur' }
  note(await stripe.invoiceItems.create(item))
  note(await stripe.customers.createBalanceTransaction(customer, { amount: -1, currency: 'eur' }))
  const from_subscription = subscription?.id ?? ''
  note(await stripe.subscriptionSchedules.create({ from_subscription }))
}

/** Remembers one object of each kind, and what stands in it. */
function note(value: unknown): void {
  if (typeof value !== 'object' || value === null) return
  const found = Object.fromEntries(Object.entries(value))
  if (typeof found.object === 'string' && !shown.has(found.object)) shown.set(found.object, found)
  for (const inner of Object.values(found)) for (const one of [inner].flat()) note(one)
}

test.each(Object.entries(keys))(
  '%s carries every field of Stripe’s own example',
  (kind, wanted) => {
    const object = shown.get(kind)
    const has = Object.keys(object ?? {})
    expect(wanted.filter((key) => !has.includes(key))).toEqual(absent[kind] ?? [])
    expect(has.filter((key) => key.startsWith('_'))).toEqual([])
  },
)

test('no field that begins with an underscore leaves the sandbox', async () => {
  expect(JSON.stringify([...shown.values()])).not.toMatch(/"_\w+":/)
})
