import type { Account } from '../../stripe/account.ts'
import { actOnCharge, debit, gift, joinByDebit } from './deeds.ts'
import { card, iban, type Story } from './story.ts'

/** Money that comes back, or may, when all seemed done. */
export const returns: readonly Story[] = [
  {
    name: 'a bank debit that is contested after it has come through',
    live: (account) => debitReturned(account, { as: 'dispute' }),
    ends: { states: ['former_supporter'], net_minor: -2035n },
  },
  {
    name: 'a bank debit that fails after it has come through',
    live: (account) => debitReturned(account, { as: 'failure' }),
    ends: { states: ['former_supporter'], net_minor: -35n },
  },
  {
    name: 'a bank debit that fails after it has come through, at a fee',
    live: (account) => debitReturned(account, { as: 'failure', fee: 750 }),
    ends: { states: ['former_supporter'], net_minor: -785n },
  },
  {
    name: 'a first payment of a membership that fails after it has come through',
    live: async (account) => {
      await joinByDebit(account, iban.good)
      await actOnCharge(account, 'return_debit', { as: 'failure' })
    },
    ends: { states: ['member'], net_minor: -35n },
  },
  {
    name: 'a warning of fraud',
    live: (account) => gift(account, { card: card.warned }),
    ends: { states: ['supporter'], net_minor: 1945n },
  },
  {
    name: 'a warning of fraud, and the gift given back',
    live: async (account) => {
      await gift(account, { card: card.warned })
      await actOnCharge(account, 'refund')
    },
    ends: { states: ['former_supporter'], net_minor: -55n },
  },
  {
    name: 'a dispute that is prevented',
    live: async (account) => {
      await gift(account)
      await actOnCharge(account, 'dispute_open', { prevented: true })
    },
    ends: { states: ['supporter'], net_minor: 1945n },
  },
]

async function debitReturned(account: Account, how: object): Promise<void> {
  await debit(account, iban.good)
  await actOnCharge(account, 'return_debit', how)
}
