import type { Account } from '../../stripe/account.ts'
import { customerOf, join, joinWithLapsingCard, subscriptionOf } from './deeds.ts'
import { card, day_s, type Story } from './story.ts'

/** Memberships: how they begin, renew, fail and end. */
export const memberships: readonly Story[] = [
  {
    name: 'a first payment of a membership',
    live: (account) => join(account),
    ends: { states: ['member'], net_minor: 467n },
  },
  {
    name: 'a renewal',
    live: async (account) => {
      await join(account)
      await account.advance(32 * day_s)
    },
    ends: { states: ['member'], net_minor: 934n },
  },
  {
    name: 'a renewal that fails',
    live: async (account) => {
      await joinWithLapsingCard(account)
      await account.advance(32 * day_s)
    },
    ends: { states: ['grace'], net_minor: 467n },
  },
  {
    name: 'a renewal that fails and succeeds in the end',
    live: async (account) => {
      await joinWithLapsingCard(account)
      await account.advance(32 * day_s)
      await account.act({
        action: 'set_card',
        customer: await customerOf(account),
        card: card.good,
      })
      await account.advance(4 * day_s)
    },
    ends: { states: ['member'], net_minor: 934n },
  },
  {
    name: 'a renewal that fails until the membership is cancelled',
    live: async (account) => {
      await joinWithLapsingCard(account)
      await account.advance(50 * day_s)
    },
    ends: { states: ['ended'], net_minor: 467n },
  },
  {
    name: 'a larger amount from the next period on',
    live: async (account) => {
      await join(account)
      await changeAmount(account, 900)
      await account.advance(32 * day_s)
    },
    ends: { states: ['member'], net_minor: 467n + 861n },
  },
  {
    name: 'an end at the period’s end',
    live: async (account) => {
      await join(account)
      await cancel(account, { at_period_end: true })
      await account.advance(32 * day_s)
    },
    ends: { states: ['ended'], net_minor: 467n },
  },
  {
    name: 'an end that is taken back',
    live: async (account) => {
      await join(account)
      await cancel(account, { at_period_end: true })
      await account.advance(day_s)
      await account.stripe.subscriptions.update(await subscriptionOf(account), {
        cancel_at_period_end: false,
      })
    },
    ends: { states: ['member'], net_minor: 467n },
  },
  {
    name: 'an end at once',
    live: async (account) => {
      await join(account)
      await account.advance(day_s)
      await cancel(account, { at_period_end: false })
    },
    ends: { states: ['ended'], net_minor: 467n },
  },
  {
    name: 'a customer deleted',
    live: async (account) => {
      await join(account)
      await account.advance(day_s)
      await account.act({ action: 'delete_customer', customer: await customerOf(account) })
    },
    ends: { states: ['ended'], net_minor: 467n },
  },
]

async function changeAmount(account: Account, unit_amount: number): Promise<void> {
  const [subscription] = (await account.stripe.subscriptions.list()).data
  const [item] = subscription?.items.data ?? []
  const product = typeof item?.price.product === 'string' ? item.price.product : ''
  const price_data = {
    ...{ currency: 'eur', product, unit_amount },
    recurring: { interval: 'month' as const },
  }
  await account.stripe.subscriptions.update(subscription?.id ?? '', {
    items: [{ id: item?.id ?? '', price_data }],
    proration_behavior: 'none',
  })
}

async function cancel(account: Account, more: { at_period_end: boolean }): Promise<void> {
  const subscription = await subscriptionOf(account)
  await account.act({ action: 'cancel_subscription', subscription, ...more })
}
