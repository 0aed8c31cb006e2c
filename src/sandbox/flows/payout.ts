import { addToBalance, book } from '../money/balance.ts'
import { arrivalAfter } from '../money/banking-day.ts'
import { majorUnits, payoutStepOf } from '../money/units.ts'
import type { BalanceTransaction } from '../objects/balance-transaction.ts'
import { type Payout, payoutObject } from '../objects/payout.ts'
import type { Metadata } from '../objects/stored.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'

/** Until then a payout by hand can be cancelled. */
const SUBMITTED_AFTER_S = 1800

/**
 * Job `pay_out`: sends everything that is available and on no payout yet, but what has to stay;
 * nothing when that is not positive, and a debt waits for the next one.
 */
export async function payOutAutomatically(unit: Unit): Promise<void> {
  for (const currency of Object.keys(unit.account.balances)) {
    const carried = await waiting(unit, currency, ['status:available'])
    const sum = sumOf(carried)
    const kept = keptBack(unit, currency, sum)
    if (sum <= kept) continue
    if (kept > 0) carried.push(holdBack(unit, currency, kept))
    const draft = newPayout(unit, { amount: sum - kept, currency, automatic: true })
    const payout = await send(unit, draft)
    for (const txn of carried) unit.put({ ...txn, _payout: payout.id })
  }
}

export type PayoutOrder = {
  amount: number
  currency: string
  description?: string | undefined
  statement_descriptor?: string | undefined
  metadata?: Metadata | undefined
}

/**
 * Sends a sum by hand. Nobody knows which transactions it is made of: `?payout=` lists none, and
 * the next automatic payout sends what it has left over.
 * @throws StripeError 400 for more than is available, and for parts of a unit where banks take none
 */
export function payOut(unit: Unit, order: PayoutOrder): Promise<Payout> {
  const { amount, currency } = order
  const available = unit.account.balances[currency]?.available ?? 0
  if (amount > available) throw tooLittle(available, currency)
  const step = payoutStepOf(currency)
  if (amount <= 0 || amount % step !== 0) {
    const message = `Invalid amount: a payout in ${currency} is a positive multiple of ${step}.`
    throw invalidRequest(message, { code: 'parameter_invalid_integer', param: 'amount' })
  }
  return send(unit, { ...newPayout(unit, { amount, currency, automatic: false }), ...named(order) })
}

/**
 * Sends all that is left in a currency, pending money too, which counts as available then.
 * @throws StripeError 400 when that is nothing
 */
export async function payOutByHand(unit: Unit, currency: string): Promise<Payout> {
  for (const txn of await waiting(unit, currency, ['status:pending'])) {
    unit.put({ ...txn, status: 'available' })
    addToBalance(unit, currency, { pending: -txn.net, available: txn.net })
  }
  const { available = 0 } = unit.account.balances[currency] ?? {}
  const amount = available - (available % payoutStepOf(currency))
  if (amount <= 0) throw tooLittle(available, currency)
  return payOut(unit, { amount, currency })
}

/** What stays in the balance: the owner's minimum, and what is less than the bank takes. */
function keptBack(unit: Unit, currency: string, sum: number): number {
  const least = unit.settings.minimumBalance
  return least + (Math.max(sum - least, 0) % payoutStepOf(currency))
}

/** Taken out of the payout, and put back into the balance at once. @returns what was taken out */
function holdBack(unit: Unit, currency: string, amount: number): BalanceTransaction {
  const facts = { source: null, currency, waits: false }
  const description = 'Minimum balance'
  const type = 'payout_minimum_balance_release'
  const held = { type: 'payout_minimum_balance_hold', amount: -amount, description, ...facts }
  const txn = book(unit, held)
  book(unit, { type, amount, description, ...facts })
  return txn
}

type Sum = { amount: number; currency: string; automatic: boolean }

function newPayout(unit: Unit, sum: Sum): Payout {
  const arrival_date = arrivalAfter(unit.now)
  return payoutObject({ id: unit.id('po'), created: unit.now, arrival_date, ...sum })
}

function named({ description, statement_descriptor, metadata }: PayoutOrder): Partial<Payout> {
  return {
    ...(description !== undefined && { description }),
    ...(statement_descriptor !== undefined && { statement_descriptor }),
    ...(metadata && { metadata }),
  }
}

async function send(unit: Unit, draft: Payout): Promise<Payout> {
  const { id, amount, currency, arrival_date, automatic } = draft
  const what = { type: 'payout', source: id, description: 'STRIPE PAYOUT' }
  const when = { waits: false, effective_at: automatic ? arrival_date : unit.now }
  const txn = book(unit, { ...what, ...when, amount: -amount, currency })
  if (automatic) unit.put({ ...txn, _payout: id })
  else unit.plan('submit_payout', id, unit.now + SUBMITTED_AFTER_S)
  unit.plan('arrive', id, arrival_date)
  const payout = unit.put<'payout'>({ ...draft, balance_transaction: txn.id })
  await unit.emit('payout.created', payout)
  return payout
}

/** What no payout has carried. */
async function waiting(unit: Unit, currency: string, marks: string[]) {
  const all = ['payout:none', `currency:${currency}`, ...marks]
  const txns = await unit.list('balance_transaction', { all })
  return txns.filter(({ balance_type }) => balance_type === 'payments')
}

function sumOf(txns: BalanceTransaction[]): number {
  return txns.reduce((sum, { net }) => sum + net, 0)
}

function tooLittle(available: number, currency: string) {
  const message = `You have insufficient funds: ${majorUnits(available, currency)} is available.`
  return invalidRequest(message, { code: 'balance_insufficient', param: 'amount' })
}
