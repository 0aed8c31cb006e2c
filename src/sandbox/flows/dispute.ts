import { change } from '../events/change.ts'
import { book } from '../money/balance.ts'
import { disputeFees } from '../money/fees.ts'
import type { Charge } from '../objects/charge.ts'
import { type Dispute, disputeObject } from '../objects/dispute.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'

export type DisputeOrder = {
  charge: Charge
  /** Minor units; the whole charge when absent. */
  amount?: number | undefined
  reason?: string | undefined
  /** A question before a dispute: no money moves. */
  inquiry?: boolean | undefined
}

/**
 * The payer's bank takes the money back, and a fee with it (domain/stripe.md 8.5.8).
 * @throws StripeError 400 for a charge that was not paid, is disputed already, or is smaller
 */
export async function openDispute(unit: Unit, order: DisputeOrder): Promise<Dispute> {
  const { charge, reason = 'fraudulent', inquiry = false, amount = charge.amount } = order
  if (charge.status !== 'succeeded' || charge.disputed || amount > charge.amount) {
    throw invalidRequest(`Charge ${charge.id} cannot be disputed for ${amount}.`, {
      param: 'charge',
    })
  }
  const facts = { id: unit.id('dp'), created: unit.now, charge, amount, reason, inquiry }
  const opened = unit.put<'dispute'>(disputeObject(facts))
  if (inquiry) {
    await unit.emit('charge.dispute.created', opened)
    await change(unit, charge, { disputed: true }, 'charge.updated')
    return opened
  }
  const dispute = move(unit, opened, -amount)
  await unit.emit('charge.dispute.created', dispute)
  await unit.emit('charge.dispute.funds_withdrawn', dispute)
  await change(unit, charge, { disputed: true }, 'charge.updated')
  return change(unit, dispute, { status: 'under_review' }, 'charge.dispute.updated')
}

/** The bank gives the money back; the fee stays. */
export async function winDispute(unit: Unit, dispute: Dispute): Promise<Dispute> {
  if (isInquiry(dispute)) return close(unit, dispute, 'warning_closed')
  const won = move(unit, stillOpen(dispute), dispute.amount)
  await unit.emit('charge.dispute.funds_reinstated', won)
  return close(unit, won, 'won')
}

/** The money is gone: it went when the dispute was opened. */
export async function loseDispute(unit: Unit, dispute: Dispute): Promise<Dispute> {
  return close(unit, stillOpen(dispute), 'lost')
}

/** Job `aftermath`: some test cards are disputed by themselves. */
export async function aftermath(unit: Unit, id: string): Promise<void> {
  const charge = await unit.need('charge', id)
  if (charge.disputed) return
  await openDispute(unit, { charge, inquiry: charge._follows === 'inquiry' })
}

async function close(unit: Unit, dispute: Dispute, status: 'won' | 'lost' | 'warning_closed') {
  const closed = await change(unit, dispute, { status })
  await unit.emit('charge.dispute.closed', closed)
  return closed
}

/** One movement of a dispute's money; the first one brings the fee. */
function move(unit: Unit, dispute: Dispute, amount: number): Dispute {
  const isReversal = amount > 0
  const txn = book(unit, {
    type: 'adjustment',
    reporting_category: isReversal ? 'dispute_reversal' : 'dispute',
    source: dispute.id,
    description: `Chargeback ${isReversal ? 'reversal' : 'withdrawal'} for ${dispute.charge}`,
    amount,
    currency: dispute.currency,
    fees: (_settled, settlement) => (isReversal ? [] : disputeFees(settlement)),
    waits: false,
  })
  const { _payout, ...shown } = txn
  const balance_transactions = [...dispute.balance_transactions, shown]
  return unit.put<'dispute'>({ ...dispute, balance_transactions })
}

function stillOpen(dispute: Dispute): Dispute {
  if (!['won', 'lost', 'warning_closed'].includes(dispute.status)) return dispute
  throw invalidRequest(`This dispute is closed: ${dispute.status}.`, { param: 'dispute' })
}

function isInquiry({ status }: Dispute): boolean {
  return status.startsWith('warning_')
}
