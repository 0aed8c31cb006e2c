import { becomes, change } from '../events/change.ts'
import type { Charge } from '../objects/charge.ts'
import { type Dispute, disputeObject } from '../objects/dispute.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'
import { bookCounterFee, reinstate, withdraw } from './dispute-money.ts'
import { settleWarnings } from './fraud-warning.ts'

export type DisputeOrder = {
  charge: Charge
  /** Minor units; the whole charge when absent. */
  amount?: number | undefined
  reason?: string | undefined
  /**
   * An inquiry is a question before a dispute: no money moves. One that is prevented is settled
   * between Stripe and the card's network, without money too. A returned bank debit is lost at once.
   */
  kind: 'chargeback' | 'inquiry' | 'prevented' | 'returned_debit'
  /** In the currency that it settles in; the account's usual fee when absent. */
  fee?: number | undefined
}

const DECIDED_AFTER_S = 10

/**
 * The payer's bank takes the money back, and a fee with it (domain/stripe.md 8.5.8).
 * @throws StripeError 400 for a charge that was not paid, is disputed already, or is smaller
 */
export async function openDispute(unit: Unit, order: DisputeOrder): Promise<Dispute> {
  const { charge, reason = 'fraudulent', kind, amount = charge.amount, fee } = order
  if (charge.status !== 'succeeded' || charge.disputed || amount > charge.amount) {
    const message = `Charge ${charge.id} cannot be disputed for ${amount}.`
    throw invalidRequest(message, { param: 'charge' })
  }
  const facts = { id: unit.id('dp'), created: unit.now, charge, amount, reason, kind }
  const opened = unit.put<'dispute'>(disputeObject(facts))
  const takesMoney = kind === 'chargeback' || kind === 'returned_debit'
  const dispute = takesMoney ? withdraw(unit, opened, fee) : opened
  await unit.emit('charge.dispute.created', dispute)
  if (takesMoney) await unit.emit('charge.dispute.funds_withdrawn', dispute)
  const disputed = await change(unit, charge, { disputed: true }, 'charge.updated')
  await settleWarnings(unit, disputed)
  if (isClosed(dispute)) await unit.emit('charge.dispute.closed', dispute)
  else unit.plan('dispute_due', dispute.id, dispute.evidence_details.due_by ?? unit.now)
  return dispute
}

/**
 * The newsroom answers, and the bank looks at it. Three texts decide at once, as in Stripe's test
 * mode: `winning_evidence`, `losing_evidence` and `escalate_inquiry_evidence`.
 * @throws StripeError 400 for a dispute that waits for no answer
 */
export async function submitEvidence(
  unit: Unit,
  dispute: Dispute,
  evidence: Partial<Dispute['evidence']>,
): Promise<Dispute> {
  if (!needsResponse(dispute)) throw notOpen(dispute)
  const { submission_count } = dispute.evidence_details
  const submitted = await change(
    unit,
    dispute,
    {
      evidence: { ...dispute.evidence, ...evidence },
      evidence_details: {
        ...dispute.evidence_details,
        has_evidence: true,
        submission_count: submission_count + 1,
        submission_method: 'manual',
      },
      status: isInquiry(dispute) ? 'warning_under_review' : 'under_review',
    },
    'charge.dispute.updated',
  )
  if (!isInquiry(dispute)) bookCounterFee(unit, dispute)
  if (verdictIn(submitted)) unit.plan('decide_dispute', dispute.id, unit.now + DECIDED_AFTER_S)
  return submitted
}

/** An inquiry becomes a dispute: the money goes now. @throws StripeError 400 for any other */
export async function escalateDispute(unit: Unit, dispute: Dispute): Promise<Dispute> {
  if (!isInquiry(dispute) || isClosed(dispute)) throw notOpen(dispute)
  const card = dispute.payment_method_details?.card
  const escalated = withdraw(unit, dispute)
  const opened = await change(
    unit,
    escalated,
    {
      is_charge_refundable: false,
      ...(card && {
        payment_method_details: { type: 'card', card: { ...card, case_type: 'chargeback' } },
      }),
      status: 'needs_response',
    },
    'charge.dispute.updated',
  )
  await unit.emit('charge.dispute.funds_withdrawn', opened)
  return opened
}

/** The bank gives the money back; an inquiry just ends. */
export async function winDispute(unit: Unit, dispute: Dispute): Promise<Dispute> {
  if (isClosed(dispute)) throw notOpen(dispute)
  if (isInquiry(dispute)) return close(unit, dispute, 'warning_closed')
  const answered = needsResponse(dispute) ? await submitEvidence(unit, dispute, {}) : dispute
  const won = reinstate(unit, answered)
  bookCounterFee(unit, won, true)
  await unit.emit('charge.dispute.funds_reinstated', won)
  return close(unit, won, 'won')
}

/** The money is gone: it went when the dispute was opened, and goes now where it was an inquiry. */
export async function loseDispute(unit: Unit, dispute: Dispute): Promise<Dispute> {
  if (isClosed(dispute)) throw notOpen(dispute)
  return close(unit, isInquiry(dispute) ? await escalateDispute(unit, dispute) : dispute, 'lost')
}

/** Job `dispute_due`: nobody has answered in time. An inquiry ends then, a dispute is lost. */
export async function endUnanswered(unit: Unit, id: string): Promise<void> {
  const dispute = await unit.need('dispute', id)
  if (!needsResponse(dispute)) return
  const evidence_details = { ...dispute.evidence_details, past_due: true }
  const late = await change(unit, dispute, { evidence_details })
  await close(unit, late, isInquiry(late) ? 'warning_closed' : 'lost')
}

/** Job `decide_dispute`. */
export async function decideDispute(unit: Unit, id: string): Promise<void> {
  const dispute = await unit.need('dispute', id)
  const verdict = verdictIn(dispute)
  if (verdict && !isClosed(dispute)) await verdict(unit, dispute)
}

function verdictIn({ evidence }: Dispute) {
  switch (evidence.uncategorized_text) {
    case 'winning_evidence':
      return winDispute
    case 'losing_evidence':
      return loseDispute
    case 'escalate_inquiry_evidence':
      return escalateDispute
    default:
      return undefined // any other text is an answer that somebody reads
  }
}

async function close(unit: Unit, dispute: Dispute, status: 'won' | 'lost' | 'warning_closed') {
  return becomes(unit, dispute, 'charge.dispute.closed', { status })
}

function needsResponse({ status }: Dispute): boolean {
  return status === 'needs_response' || status === 'warning_needs_response'
}

function isInquiry({ status }: Dispute): boolean {
  return status.startsWith('warning_')
}

function isClosed({ status }: Dispute): boolean {
  return ['won', 'lost', 'warning_closed', 'prevented'].includes(status)
}

function notOpen({ status }: Dispute) {
  return invalidRequest(`This dispute is ${status}, so this cannot be done.`, { param: 'dispute' })
}
