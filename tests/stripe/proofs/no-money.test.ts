import type Stripe from 'stripe'
import { describe, expect } from 'vitest'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import { day_s, provenHouse } from './proven.ts'

type House = Awaited<ReturnType<typeof provenHouse>>
type Params = Stripe.Checkout.SessionCreateParams

/** A membership of 10.00 a month, with something about it that makes it free. */
async function join({ account }: House, more: Partial<Params> = {}) {
  const metadata = { kind: 'membership' }
  const session = await account.stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: 'http://app.test/thank-you',
    line_items: [
      {
        quantity: 1,
        price_data: {
          ...{ currency: 'eur', unit_amount: 1000, product_data: { name: 'membership' } },
          recurring: { interval: 'month' },
        },
      },
    ],
    ...more,
    subscription_data: { metadata, ...more.subscription_data },
  })
  await account.pay(session.id, { email: 'ann@example.org', card: '4242424242424242' })
  await account.advance(10)
  const [subscription] = (await account.stripe.subscriptions.list()).data
  if (subscription === undefined) throw new Error('nobody subscribed')
  const { customer } = subscription
  return { subscription, customer: typeof customer === 'string' ? customer : customer.id }
}

type Story = Readonly<{
  what: string
  happens: (house: House) => Promise<unknown>
  /** Amounts of the payments, by time. */
  paid: readonly bigint[]
}>

/** domain/stripe.md 4.5, edge cases: what Stripe bills without any money passing through it. */
const stories: readonly Story[] = [
  {
    what: 'a trial: its invoice of 0.00 is paid, and nothing was',
    happens: (house) => join(house, { subscription_data: { trial_period_days: 14 } }),
    paid: [],
  },
  {
    what: 'a coupon of 100 %',
    happens: async (house) => {
      const coupon = await house.account.stripe.coupons.create({
        ...{ percent_off: 100, duration: 'forever' },
      })
      await join(house, { discounts: [{ coupon: coupon.id }] })
      await house.account.advance(32 * day_s)
    },
    paid: [],
  },
  {
    what: 'a credit that pays the renewal',
    happens: async (house) => {
      const { customer } = await join(house)
      await house.account.stripe.customers.createBalanceTransaction(customer, {
        ...{ amount: -1000, currency: 'eur' },
      })
      await house.account.advance(32 * day_s)
    },
    paid: [1000n],
  },
  {
    what: 'a renewal that was paid past Stripe',
    happens: async (house) => {
      const { account } = house
      const { customer } = await join(house)
      await account.act({ action: 'set_card', customer, card: '4000000000000341' })
      await account.advance(31 * day_s + 7200)
      const [open] = (await account.stripe.invoices.list({ status: 'open' })).data
      await account.act({ action: 'pay_out_of_band', invoice: open?.id })
    },
    paid: [1000n],
  },
]

describe('what is billed and moves nothing is no row, no payment and no failure of a proof', () => {
  test.for(stories)('$what', async ({ happens, paid }, { db }) => {
    const house = await provenHouse(db)
    await happens(house)
    await house.read()
    const reader = readerOf(db)
    const entries = await reader
      .selectFrom('entry')
      .select('amount_minor')
      .where('kind', '<>', 'payout')
      .execute()
    const payments = await reader
      .selectFrom('payment')
      .select('amount_minor')
      .where('state', '=', 'succeeded')
      .execute()
    expect(entries.map(({ amount_minor }) => amount_minor)).toEqual(paid)
    expect(payments.map(({ amount_minor }) => amount_minor)).toEqual(paid)
    expect(await reader.selectFrom('member').select('state').execute()).toEqual([
      { state: 'member' },
    ])
    expect((await house.prove()).proofs.filter(({ ok }) => !ok)).toEqual([])
  })
})

test('an upgrade in the middle of a month is the part that was charged; a downgrade is none', async ({
  db,
}) => {
  const house = await provenHouse(db)
  const { account } = house
  const { subscription } = await join(house)
  const [item] = subscription.items.data
  const change = async (unit_amount: number) => {
    await account.stripe.subscriptions.update(subscription.id, {
      items: [
        {
          ...(item === undefined ? {} : { id: item.id }),
          price_data: {
            ...{ currency: 'eur', unit_amount, recurring: { interval: 'month' } },
            product: typeof item?.price.product === 'string' ? item.price.product : '',
          },
        },
      ],
      proration_behavior: 'always_invoice',
    })
    await account.advance(60)
  }
  await account.advance(15.5 * day_s)
  await change(2000)
  await change(1000)
  await house.read()
  const entries = await readerOf(db)
    .selectFrom('entry')
    .innerJoin('entry_label', 'entry_label.entry_id', 'entry.id')
    .distinct()
    .select(['entry.amount_minor', 'entry_label.class'])
    .where('entry.kind', '=', 'payment')
    .where('entry_label.class', 'is not', null)
    .orderBy('entry.amount_minor')
    .execute()
  expect(entries).toEqual([
    { amount_minor: 500n, class: 'membership' }, // half of the month at 10.00 more
    { amount_minor: 1000n, class: 'membership' },
  ])
  expect((await house.prove()).ok).toBe(true)
})
