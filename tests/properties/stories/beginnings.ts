import type Stripe from 'stripe'
import type { Account } from '../../stripe/account.ts'
import { join, joinByDebit } from './deeds.ts'
import { ann, day_s, iban, type Story } from './story.ts'

/** Memberships that begin by another way than a first payment of the whole price. */
export const beginnings: readonly Story[] = [
  {
    name: 'a trial',
    live: (account) => tryOut(account, { days: 12 }),
    ends: { states: ['member'], net_minor: 0n },
  },
  {
    name: 'a trial and the first payment after it',
    live: (account) => tryOut(account, { days: 15 }),
    ends: { states: ['member'], net_minor: 467n },
  },
  {
    name: 'a membership that is there before its first payment',
    live: async (account) => {
      await account.configure({ legacyFirstPayment: true })
      await join(account)
    },
    ends: { states: ['member'], net_minor: 467n },
  },
  {
    name: 'a first payment by a bank debit that settles',
    live: (account) => joinByDebit(account, iban.good),
    ends: { states: ['member'], net_minor: 465n },
  },
  {
    name: 'a first payment by a bank debit that fails',
    live: (account) => joinByDebit(account, iban.refused),
    ends: { states: ['ended'], net_minor: 0n },
  },
  {
    name: 'a membership that costs nothing',
    live: (account) => joinCheaper(account, { percent_off: 100, duration: 'forever' }),
    ends: { states: ['member'], net_minor: 0n },
  },
  {
    name: 'a first payment of half the price',
    live: (account) => joinCheaper(account, { percent_off: 50, duration: 'once' }),
    ends: { states: ['member'], net_minor: 221n + 467n },
  },
]

async function tryOut(account: Account, { days }: { days: number }): Promise<void> {
  await begin(account, { subscription_data: { trial_period_days: 14 } })
  await account.advance(days * day_s)
}

/** And renews once. */
async function joinCheaper(account: Account, by: Stripe.CouponCreateParams): Promise<void> {
  const coupon = (await account.stripe.coupons.create(by)).id
  await begin(account, { discounts: [{ coupon }] })
  await account.advance(32 * day_s)
}

async function begin({ stripe, pay }: Account, more: Partial<Stripe.Checkout.SessionCreateParams>) {
  const product_data = { name: 'membership' }
  const price_data = { currency: 'eur', unit_amount: 500, product_data }
  const { id } = await stripe.checkout.sessions.create({
    ...{ mode: 'subscription', success_url: 'http://app.test/thank-you' },
    line_items: [{ quantity: 1, price_data: { ...price_data, recurring: { interval: 'month' } } }],
    ...more,
  })
  await pay(id, ann)
}
