import { change } from '../events/change.ts'
import type { Customer } from '../objects/customer.ts'
import {
  type CustomerBalanceTransaction,
  customerBalanceTransactionObject,
} from '../objects/customer-balance-transaction.ts'
import type { Invoice } from '../objects/invoice.ts'
import type { Unit } from '../unit.ts'
import { leastCharge } from '../validate/currency.ts'

type Step = Pick<CustomerBalanceTransaction, 'amount' | 'currency' | 'type'> & {
  invoice?: string
  description?: string | null
  metadata?: Record<string, string>
}

/** Moves what a customer has with the newsroom; minor units, negative in their favour. */
export async function addToCustomerBalance(
  unit: Unit,
  customer: Customer,
  { invoice, ...step }: Step,
): Promise<CustomerBalanceTransaction> {
  const ending_balance = customer.balance + step.amount
  const facts = { customer: customer.id, ending_balance, invoice: invoice ?? null }
  const id = unit.id('cbtxn')
  const moved = customerBalanceTransactionObject({ id, created: unit.now, ...facts, ...step })
  unit.put(moved)
  await change<'customer'>(unit, customer, { balance: ending_balance }, 'customer.updated')
  return moved
}

/**
 * The invoice with the customer's balance in it, as at the moment it becomes final. No money moves by
 * this, so there is no balance transaction.
 */
export async function withCredit(unit: Unit, invoice: Invoice): Promise<Invoice> {
  const customer = await unit.get('customer', invoice.customer ?? '')
  if (!customer || 'deleted' in customer) return invoice
  const balanced = balancedBy(invoice, customer)
  const owed = invoice.total + customer.balance
  const amount = balanced.ending_balance - customer.balance
  if (amount !== 0) {
    const isTooSmall = owed > 0 && balanced.amount_due === 0
    const type = isTooSmall ? 'invoice_too_small' : 'applied_to_invoice'
    const { currency, id } = invoice
    await addToCustomerBalance(unit, customer, { amount, currency, type, invoice: id })
  }
  return balanced
}

/**
 * What a customer's balance makes of it: a credit pays, a negative total becomes credit, and what is
 * too little to be charged waits for the next invoice.
 */
export function balancedBy(invoice: Invoice, { balance: starting_balance }: Customer) {
  const owed = invoice.total + starting_balance
  const isTooSmall = owed > 0 && owed < leastCharge(invoice.currency)
  const amount_due = isTooSmall ? 0 : Math.max(owed, 0)
  const ending_balance = owed - amount_due
  return { ...invoice, starting_balance, ending_balance, amount_due, amount_remaining: amount_due }
}
