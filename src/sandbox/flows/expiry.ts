import { change } from '../events/change.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { Unit } from '../unit.ts'

/** Nobody paid: checkout.session.expired. */
export async function expireSession(
  unit: Unit,
  session: CheckoutSession,
): Promise<CheckoutSession> {
  const expired = await change(unit, session, { status: 'expired', url: null })
  await unit.emit('checkout.session.expired', expired)
  return expired
}

/** Job `expire`. */
export async function expireDue(unit: Unit, id: string): Promise<void> {
  const session = await unit.need('checkout.session', id)
  if (session.status === 'open') await expireSession(unit, session)
}
