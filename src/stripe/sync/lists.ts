import type Stripe from 'stripe'
import { type Cursor, createdSince } from './pages.ts'

const limit = 100

/** A page of the account's balance transactions, each with what it belongs to; null is all of them. */
export function listMoney(stripe: Stripe, since: Date | null, cursor: Cursor) {
  const expand = ['data.source']
  return stripe.balanceTransactions.list({ ...createdSince(since), limit, expand, ...cursor })
}

/** A page of what a payout took to the bank, its own transaction included. */
export function listTaken(stripe: Stripe, payout: string, cursor: Cursor) {
  return stripe.balanceTransactions.list({ payout, limit, ...cursor })
}

/** A page of all subscriptions, ended ones too, each with its customer. */
export function listSubscriptions(stripe: Stripe, cursor: Cursor) {
  return stripe.subscriptions.list({ status: 'all', limit, expand: ['data.customer'], ...cursor })
}

/** A page of the payouts made since then; null is all of them. */
export function listPayouts(stripe: Stripe, since: Date | null, cursor: Cursor) {
  return stripe.payouts.list({ ...createdSince(since), limit, ...cursor })
}
