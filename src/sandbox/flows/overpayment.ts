import { becomes } from '../events/change.ts'
import type { Invoice } from '../objects/invoice.ts'
import type { Unit } from '../unit.ts'
import { addToCustomerBalance } from './credit.ts'

/** Money came for an invoice that nobody owed any more: it becomes the customer's credit. */
export async function overpaid(unit: Unit, invoice: Invoice, amount: number): Promise<void> {
  const amount_overpaid = invoice.amount_overpaid + amount
  await becomes(unit, invoice, 'invoice.overpaid', { amount_overpaid })
  const customer = await unit.get('customer', invoice.customer ?? '')
  if (!customer || 'deleted' in customer) return
  const { id, currency } = invoice
  const step = { amount: -amount, currency, type: 'invoice_overpaid', invoice: id } as const
  await addToCustomerBalance(unit, customer, step)
}
