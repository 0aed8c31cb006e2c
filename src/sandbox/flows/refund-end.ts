import { change } from '../events/change.ts'
import { book } from '../money/balance.ts'
import type { Refund } from '../objects/refund.ts'
import type { Unit } from '../unit.ts'
import { invalidRequest } from '../wire/error.ts'

/** Job `finish_refund`: the bank has taken the money, or sent it back to us. */
export async function finishRefund(unit: Unit, id: string): Promise<void> {
  const refund = await unit.need('refund', id)
  if (refund._course === 'fails' && refund.status !== 'failed') await failRefund(unit, refund)
  else if (refund.status === 'pending') await succeedRefund(unit, refund)
}

/** @throws StripeError 400 for a refund that has ended */
export async function succeedRefund(unit: Unit, refund: Refund): Promise<Refund> {
  if (refund.status !== 'pending' && refund.status !== 'requires_action') throw ended(refund)
  const { pending_reason: _, next_action: __, ...rest } = refund
  const done = { ...rest, status: 'succeeded' }
  const before = { status: refund.status }
  unit.put<'refund'>(done)
  await unit.emit('refund.updated', done, before)
  await unit.emit('charge.refund.updated', done, before)
  return done
}

/** The money comes back, even after it was said to be there. @throws StripeError 400 a second time */
export async function failRefund(unit: Unit, refund: Refund): Promise<Refund> {
  if (refund.status === 'failed' || refund.status === 'canceled') throw ended(refund)
  const failure = { ...(await takenBack(unit, refund)), failure_reason: 'unknown' }
  return change(unit, refund, { status: 'failed', ...failure }, 'refund.failed')
}

/** @throws StripeError 400 for one that does not wait for its payer */
export async function cancelRefund(unit: Unit, refund: Refund): Promise<Refund> {
  if (refund.status !== 'requires_action') throw ended(refund)
  const patch = { ...(await takenBack(unit, refund)), status: 'canceled' }
  const canceled = await change(unit, refund, patch, 'refund.updated')
  await unit.emit('charge.refund.updated', canceled, { status: refund.status })
  return canceled
}

async function takenBack(unit: Unit, { id, amount, currency, charge: chargeId }: Refund) {
  const txn = book(unit, {
    type: 'refund_failure',
    source: id,
    description: `REFUND FAILURE (${id})`,
    amount,
    currency,
    waits: false,
  })
  const charge = await unit.need('charge', chargeId ?? '')
  const amount_refunded = charge.amount_refunded - amount
  await change(unit, charge, { amount_refunded, refunded: false })
  return { failure_balance_transaction: txn.id }
}

function ended({ id, status }: Refund) {
  return invalidRequest(`Refund ${id} is ${status}, so this cannot be done.`, { param: 'refund' })
}
