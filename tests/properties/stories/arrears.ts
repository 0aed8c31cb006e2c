import type { Account } from '../../stripe/account.ts'
import { invoiceOf, join, joinWithLapsingCard } from './deeds.ts'
import { card, day_s, type Story } from './story.ts'

/** Renewals that wait for the bank's question, and those that nobody pays in the end. */
export const arrears: readonly Story[] = [
  {
    name: 'a renewal whose bank asks',
    live: (account) => askAtRenewal(account),
    ends: { states: ['grace'], net_minor: 467n },
  },
  {
    name: 'a renewal whose bank asks and is answered',
    live: async (account) => {
      await askAtRenewal(account)
      await answer(account, { complete: true })
    },
    ends: { states: ['member'], net_minor: 934n },
  },
  {
    name: 'a renewal whose bank asks and is refused',
    live: async (account) => {
      await askAtRenewal(account)
      await answer(account, { complete: false })
    },
    ends: { states: ['grace'], net_minor: 467n },
  },
  {
    name: 'a membership that stays unpaid',
    live: (account) => lapse(account, { afterRetries: 'unpaid' }),
    ends: { states: ['suspended'], net_minor: 467n },
  },
  {
    name: 'a membership that stays unpaid and is paid after all',
    live: async (account) => {
      await lapse(account, { afterRetries: 'unpaid' })
      const invoice = await invoiceOf(account)
      await account.act({ action: 'pay_invoice', invoice, card: card.good })
      await account.advance(10)
    },
    ends: { states: ['member'], net_minor: 934n },
  },
  {
    name: 'a membership that is paused when its payment has failed for good',
    live: (account) => lapse(account, { afterRetries: 'pause' }),
    ends: { states: ['suspended'], net_minor: 467n },
  },
  {
    name: 'a membership that ends, its invoice given up',
    live: (account) => lapse(account, { unpaidInvoice: 'uncollectible' }),
    ends: { states: ['ended'], net_minor: 467n },
  },
]

async function askAtRenewal(account: Account): Promise<void> {
  await join(account, { card: card.asking, authenticated: true })
  await account.advance(32 * day_s)
}

async function answer(account: Account, how: { complete: boolean }): Promise<void> {
  await account.act({ action: 'authenticate', invoice: await invoiceOf(account), ...how })
  await account.advance(10)
}

/** The renewal fails, and fails a day later for the last time. */
async function lapse(account: Account, settings: object): Promise<void> {
  await account.configure({ retryDays: [1], ...settings })
  await joinWithLapsingCard(account)
  await account.advance(34 * day_s)
}
