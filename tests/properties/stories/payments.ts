import { actOnCharge, chargeOf, debit, dispute, gift } from './deeds.ts'
import { ann, card, day_s, iban, type Story } from './story.ts'

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
      await actOnCharge(account, 'refund', { amount: 500 })
    },
    ends: { states: ['supporter'], net_minor: 1445n },
  },
  {
    name: 'a gift given back whole',
    live: async (account) => {
      await gift(account)
      await actOnCharge(account, 'refund')
    },
    ends: { states: ['former_supporter'], net_minor: -55n },
  },
  {
    name: 'a refund that takes days',
    live: async (account) => {
      await gift(account, { card: card.refundTakesDays })
      await actOnCharge(account, 'refund')
      await account.advance(10 * day_s)
    },
    ends: { states: ['former_supporter'], net_minor: -55n },
  },
  {
    name: 'a refund that is under way',
    live: async (account) => {
      await gift(account, { card: card.refundTakesDays })
      await account.act({ action: 'refund', charge: await chargeOf(account) })
    },
    ends: { states: ['supporter'], net_minor: -55n },
  },
  {
    name: 'a refund that fails',
    live: async (account) => {
      await gift(account, { card: card.refundFails })
      await actOnCharge(account, 'refund')
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
    live: (account) => debit(account, iban.good),
    ends: { states: ['supporter'], net_minor: 1965n },
  },
  {
    name: 'a bank debit that fails',
    live: (account) => debit(account, iban.refused),
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
