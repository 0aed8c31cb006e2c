import { book } from '../money/balance.ts'
import { exchanged } from '../money/exchange.ts'
import { disputeFees } from '../money/fees.ts'
import type { Dispute } from '../objects/dispute.ts'
import type { Unit } from '../unit.ts'

/**
 * The bank takes the money, and Stripe its fee.
 * @param fee in the currency that it settles in; the account's usual one when absent
 */
export function withdraw(unit: Unit, dispute: Dispute, fee?: number): Dispute {
  return moved(unit, dispute, {
    amount: -dispute.amount,
    reporting_category: 'dispute',
    description: `Chargeback withdrawal for ${dispute.charge}`,
    fees: (_settled, settlement) =>
      fee === undefined ? disputeFees(settlement) : feeOf(fee, 'Dispute fee'),
  })
}

/** The bank gives the money back; the fee stays, unless the account has it returned. */
export function reinstate(unit: Unit, dispute: Dispute): Dispute {
  const paid = dispute.balance_transactions.reduce((sum, { fee }) => sum + fee, 0)
  return moved(unit, dispute, {
    amount: dispute.amount,
    reporting_category: 'dispute_reversal',
    description: `Chargeback reversal for ${dispute.charge}`,
    fees: () => (unit.settings.disputeFeeReturned ? feeOf(-paid, 'Dispute fee refund') : []),
  })
}

/** What answering costs, as a fee of its own; `back` when the dispute is won. */
export function bookCounterFee(unit: Unit, { id }: Dispute, back = false): void {
  const cents = unit.settings.disputeCounterFeeCents
  if (cents === 0) return
  const currency = unit.settlementCurrency
  const fee = exchanged(cents, 'eur', currency)
  const description = `Dispute countered fee${back ? ' refund' : ''} (${id})`
  const what = { type: 'stripe_fee', source: null, description, currency, waits: false }
  book(unit, { ...what, amount: back ? fee : -fee })
}

type Money = Pick<
  Parameters<typeof book>[1],
  'amount' | 'reporting_category' | 'description' | 'fees'
>

function moved(unit: Unit, dispute: Dispute, money: Money): Dispute {
  const { id: source, currency } = dispute
  const txn = book(unit, { type: 'adjustment', source, currency, waits: false, ...money })
  const { _payout, ...shown } = txn
  const balance_transactions = [...dispute.balance_transactions, shown]
  return unit.put<'dispute'>({ ...dispute, balance_transactions })
}

function feeOf(amount: number, description: string) {
  return amount === 0 ? [] : [{ amount, description }]
}
