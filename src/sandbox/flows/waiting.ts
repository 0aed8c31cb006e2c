import type { Unit } from '../unit.ts'
import { billed } from './collection.ts'
import { voidInvoice } from './invoice-end.ts'
import { waitingFor } from './standing.ts'

/**
 * Job `give_up_waiting`: nobody paid for what waited for this invoice, so the invoice is void. A
 * resumption whose invoice was tried goes on being tried.
 */
export async function giveUpWaiting(unit: Unit, id: string): Promise<void> {
  const bill = await billed(unit, id)
  const waits = waitingFor(bill)
  if (!waits || bill.invoice.status !== 'open') return
  if (waits.for === 'resumption' && bill.invoice.attempted) return
  const intent = await unit.get('payment_intent', bill.invoice._intent ?? '')
  if (intent?.status !== 'processing') await voidInvoice(unit, bill.invoice)
}
