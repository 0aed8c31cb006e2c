import type { Account } from '../../stripe/account.ts'
import { join, subscriptionOf } from './deeds.ts'
import { day_s, type Story } from './story.ts'

/**
 * Another amount in the middle of a period, and memberships that rest. Half a period at 9.00 is 2.00
 * more than at 5.00, at 3.00 it is 1.00 less.
 */
export const changes: readonly Story[] = [
  {
    name: 'a larger amount, the rest of the period invoiced now',
    live: (account) => changeHalfway(account, 900, 'always_invoice'),
    ends: { states: ['member'], net_minor: 467n + 172n },
  },
  {
    name: 'a larger amount, the rest of the period with the renewal',
    live: async (account) => {
      await changeHalfway(account, 900, 'create_prorations')
      await account.advance(16 * day_s)
    },
    ends: { states: ['member'], net_minor: 467n + 1058n },
  },
  {
    name: 'a smaller amount, the rest of the period credited',
    live: async (account) => {
      await changeHalfway(account, 300, 'always_invoice')
      await account.advance(16 * day_s)
    },
    ends: { states: ['member'], net_minor: 467n + 172n },
  },
  {
    name: 'a pause of the payments',
    live: (account) => rest(account),
    ends: { states: ['suspended'], net_minor: 467n },
  },
  {
    name: 'a pause of the payments that ends',
    live: async (account) => {
      await rest(account)
      await collect(account, '')
      await account.advance(30 * day_s)
    },
    ends: { states: ['member'], net_minor: 934n },
  },
  {
    name: 'a pause of the membership',
    live: (account) => halt(account),
    ends: { states: ['suspended'], net_minor: 467n },
  },
  {
    name: 'a pause of the membership that ends',
    live: async (account) => {
      await halt(account)
      await account.stripe.subscriptions.resume(await subscriptionOf(account), {
        payment_behavior: 'resume_on_payment_success',
      })
      await account.advance(10)
    },
    ends: { states: ['member'], net_minor: 467n + 221n },
  },
]

/** The first period has 31 days. */
async function halfway(account: Account): Promise<void> {
  await join(account)
  await account.advance(15.5 * day_s - 60)
}

async function changeHalfway(account: Account, amount: number, proration_behavior: string) {
  await halfway(account)
  const subscription = await subscriptionOf(account)
  await account.act({ action: 'change_plan', subscription, amount, proration_behavior })
  await account.advance(10)
}

/** The renewal's invoice is nobody's debt. */
async function rest(account: Account): Promise<void> {
  await halfway(account)
  await collect(account, { behavior: 'void' })
  await account.advance(17 * day_s)
}

/** `''`: as ever. */
async function collect(account: Account, pause_collection: { behavior: 'void' } | '') {
  await account.stripe.subscriptions.update(await subscriptionOf(account), { pause_collection })
}

/** What is left of the period, 2.50, is credited to the next invoice. */
async function halt(account: Account): Promise<void> {
  await halfway(account)
  await account.stripe.subscriptions.pause(await subscriptionOf(account))
  await account.advance(17 * day_s)
}
