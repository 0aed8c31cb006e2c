import type { Account } from '../../stripe/account.ts'
import { ann, card, day_s } from './story.ts'

/** Ann begins a membership of 5.00 a month. `more`: of how she pays, as another card. */
export async function join(account: Account, more: object = {}): Promise<void> {
  const session = await account.order({ frequency: 'monthly', amount: 500, campaign: 'spring' })
  await account.pay(session, { ...ann, ...more })
  await account.advance(60)
}

export function joinWithLapsingCard(account: Account): Promise<void> {
  return join(account, { card: card.lapsing })
}

/** From a bank account; the debit has come through, or not, when this is done. */
export async function joinByDebit(account: Account, from: string): Promise<void> {
  const session = await account.order({ frequency: 'monthly', amount: 500, campaign: 'spring' })
  await account.pay(session, { email: ann.email, name: ann.name, iban: from })
  await account.advance(6 * day_s)
}

export async function subscriptionOf(account: Account): Promise<string> {
  return (await account.stripe.subscriptions.list({ status: 'all' })).data[0]?.id ?? ''
}

export async function customerOf(account: Account): Promise<string> {
  return (await account.stripe.customers.list()).data[0]?.id ?? ''
}

export async function chargeOf(account: Account): Promise<string> {
  return (await account.stripe.charges.list()).data[0]?.id ?? ''
}

/** The one that is due. */
export async function invoiceOf(account: Account): Promise<string> {
  return (await account.stripe.invoices.list({ status: 'open' })).data[0]?.id ?? ''
}

/** Ann gives 20.00 once. `more`: of how she pays, as another card. */
export async function gift(account: Account, more: object = {}): Promise<void> {
  const session = await account.order({ frequency: 'once', amount: 2000, campaign: 'spring' })
  await account.pay(session, { ...ann, ...more })
  await account.advance(10)
}

/** The same from a bank account; the debit has come through, or not, when this is done. */
export async function debit(account: Account, from: string): Promise<void> {
  const session = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(session, { email: ann.email, name: ann.name, iban: from })
  await account.advance(6 * day_s)
}

/** A gift whose payer asks their bank for the money back, and how that ends. */
export async function dispute(account: Account, ending: string, more: object = {}): Promise<void> {
  await gift(account)
  await actOnCharge(account, 'dispute_open', more)
  const [dispute] = (await account.stripe.disputes.list()).data
  await account.act({ action: ending, dispute: dispute?.id })
  await account.advance(10)
}

/** Does something with the payment, a day after it. */
export async function actOnCharge(
  account: Account,
  action: string,
  more: object = {},
): Promise<void> {
  await account.advance(day_s)
  await account.act({ action, charge: await chargeOf(account), ...more })
  await account.advance(10)
}
