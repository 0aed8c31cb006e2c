import { failureInWords } from '../../members/failure.ts'
import type { PaymentRow } from '../../members/payments.ts'
import { writeDay } from '../desk/days.ts'
import { amountInWords } from './words.ts'

/** What became of a payment: `Paid, €5.00 refunded, €3.00 on its way back, dispute open`. */
export function outcomeOf(payment: PaymentRow, zone: string): string {
  const notes = [
    ...presentedNotes(payment),
    ...refundNotes(payment),
    ...disputeNotes(payment, zone),
    ...warningNotes(payment),
  ]
  const state = stateInWords(payment)
  return [state, ...notes].join(payment.state === 'failed' ? ' ' : ', ')
}

/** `Gift, for r-7`: what it is for and, where it is given to another, to whom. */
export function purposeOf({ class: kind, recipient_ref }: PaymentRow): string {
  const what = kind ?? 'not known yet'
  return recipient_ref === null ? what : `${what}, for ${recipient_ref}`
}

function stateInWords({ state, returned, failure }: PaymentRow): string {
  if (returned)
    return `Came back: it was paid, then the bank took it back. ${failureInWords(failure)}`
  if (state === 'failed') return `Failed. ${failureInWords(failure)}`
  return state === 'pending' ? 'Under way' : 'Paid'
}

/** What the payer saw where that was in another currency than what was charged. */
function presentedNotes({ presented_minor, presented_currency }: PaymentRow): string[] {
  const presented = amountInWords(presented_minor, presented_currency)
  return presented === null ? [] : [`shown as ${presented}`]
}

function refundNotes(payment: PaymentRow): string[] {
  const { refunded_minor, refund_pending_minor, amount_minor, currency } = payment
  const refunded = amountInWords(refunded_minor, currency)
  return [
    ...(refunded_minor === 0n
      ? []
      : refunded_minor === amount_minor
        ? ['refunded']
        : [`${refunded} refunded`]),
    ...(refund_pending_minor === 0n
      ? []
      : [`${amountInWords(refund_pending_minor, currency)} on its way back`]),
  ]
}

function disputeNotes({ dispute, dispute_reason, dispute_due_at }: PaymentRow, zone: string) {
  if (dispute === 'none') return dispute_due_at === null ? [] : ['an inquiry awaits an answer']
  const why = dispute_reason === null ? '' : ` (${dispute_reason.replaceAll('_', ' ')})`
  const due = dispute_due_at === null ? '' : `, to be answered by ${writeDay(dispute_due_at, zone)}`
  return [`dispute ${dispute}${why}${due}`]
}

function warningNotes({ fraud_warning }: PaymentRow): string[] {
  if (fraud_warning === null) return []
  return [`the bank warns of fraud (${fraud_warning.replaceAll('_', ' ')})`]
}
