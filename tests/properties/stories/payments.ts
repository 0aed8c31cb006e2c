import type { Account } from '../../stripe/account.ts'
import { ann, card, day_s, type Story } from './story.ts'

const settlesLater = 'DE89370400440532013000'
const neverSettles = 'DE62370400440532013001'

/** Gifts and what becomes of their money. */
export const payments: readonly Story[] = [
  {
    name: 'a gift',
    live: (account) => gift(account),
    ends: { states: ['supporter'], net_minor: 1945n },
  },
  {
    name: 'a gift with 3-D Secure',
    live: (account) => gift(account, { card: card.asking, authenticated: true }),
    ends: { states: ['supporter'], net_minor: 1945n },
  },
  {
    name: 'a gift whose card is declined, then another card',
    live: async (account) => {
      const session = await account.order({ frequency: 'once', amount: 2000 })
      await account.pay(session, { ...ann, card: card.refused })
      await account.advance(60)
      await account.pay(session, ann)
      await account.advance(10)
    },
    ends: { states: ['supporter'], net_minor: 1945n },
  },
  {
    name: 'a gift that nobody pays',
    live: async (account) => {
      await account.order({ frequency: 'once', amount: 2000 })
      await account.advance(2 * day_s)
    },
    ends: { states: [], net_minor: 0n },
  },
  {
    name: 'a part given back',
    live: async (account) => {
      await gift(account)
      await act(account, 'refund', { amount: 500 })
    },
    ends: { states: ['supporter'], net_minor: 1445n },
  },
  {
    name: 'a gift given back whole',
    live: async (account) => {
      await gift(account)
      await act(account, 'refund')
    },
    ends: { states: ['former_supporter'], net_minor: -55n },
  },
  {
    name: 'a refund that takes days',
    live: async (account) => {
      await gift(account, { card: card.refundTakesDays })
      await act(account, 'refund')
      await account.advance(10 * day_s)
    },
    ends: { states: ['former_supporter'], net_minor: -55n },
  },
  {
    name: 'a refund that is under way',
    live: async (account) => {
      await gift(account, { card: card.refundTakesDays })
      const [charge] = (await account.stripe.charges.list()).data
      await account.act({ action: 'refund', charge: charge?.id })
    },
    ends: { states: ['supporter'], net_minor: -55n },
  },
  {
    name: 'a refund that fails',
    live: async (account) => {
      await gift(account, { card: card.refundFails })
      await act(account, 'refund')
      await account.advance(10 * day_s)
    },
    ends: { states: ['supporter'], net_minor: 1945n },
  },
  {
    name: 'a dispute won',
    live: (account) => dispute(account, 'dispute_win'),
    ends: { states: ['supporter'], net_minor: -55n },
  },
  {
    name: 'a dispute lost',
    live: (account) => dispute(account, 'dispute_lose'),
    ends: { states: ['former_supporter'], net_minor: -2055n },
  },
  {
    name: 'an inquiry',
    live: (account) => dispute(account, 'dispute_win', { inquiry: true }),
    ends: { states: ['supporter'], net_minor: 1945n },
  },
  {
    name: 'a bank debit that settles',
    live: (account) => debit(account, settlesLater),
    ends: { states: ['supporter'], net_minor: 1965n },
  },
  {
    name: 'a bank debit that fails',
    live: (account) => debit(account, neverSettles),
    ends: { states: ['ended'], net_minor: 0n },
  },
  {
    name: 'a payout',
    live: async (account) => {
      await gift(account)
      await account.advance(10 * day_s)
    },
    ends: { states: ['supporter'], net_minor: 1945n },
  },
  {
    name: 'a payout that fails',
    live: async (account) => {
      await gift(account)
      await account.advance(10 * day_s)
      const [payout] = (await account.stripe.payouts.list()).data
      await account.act({ action: 'payout_fail', payout: payout?.id })
      await account.advance(10)
    },
    ends: { states: ['supporter'], net_minor: 1945n },
  },
]

async function gift(account: Account, more: object = {}): Promise<void> {
  const session = await account.order({ frequency: 'once', amount: 2000, campaign: 'spring' })
  await account.pay(session, { ...ann, ...more })
  await account.advance(10)
}

async function debit(account: Account, iban: string): Promise<void> {
  const session = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(session, { email: ann.email, name: 'Ann', iban })
  await account.advance(6 * day_s)
}

async function dispute(account: Account, ending: string, more: object = {}): Promise<void> {
  await gift(account)
  await act(account, 'dispute_open', more)
  const [dispute] = (await account.stripe.disputes.list()).data
  await account.act({ action: ending, dispute: dispute?.id })
  await account.advance(10)
}

async function act(account: Account, action: string, more: object = {}): Promise<void> {
  await account.advance(day_s)
  const [charge] = (await account.stripe.charges.list()).data
  await account.act({ action, charge: charge?.id, ...more })
  await account.advance(10)
}
