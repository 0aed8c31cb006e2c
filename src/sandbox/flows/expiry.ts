import { becomes } from '../events/change.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { cancelSetup } from './setup.ts'

const RECOVERABLE_S = 30 * 86_400

/** Nobody paid: checkout.session.expired, with the way to an equal session if one was asked for. */
export async function expireSession(
  unit: Unit,
  session: CheckoutSession,
): Promise<CheckoutSession> {
  const expired = await becomes<'checkout.session'>(unit, session, 'checkout.session.expired', {
    status: 'expired',
    url: null,
    after_expiration: afterExpiration(unit, session),
  })
  if (session.setup_intent !== null) {
    const setup = await unit.need('setup_intent', session.setup_intent)
    await cancelSetup(unit, setup, 'abandoned')
  }
  return expired
}

function afterExpiration(unit: Unit, { id, after_expiration }: CheckoutSession) {
  const recovery = after_expiration?.recovery
  if (!recovery?.enabled) return after_expiration
  const expires_at = unit.now + RECOVERABLE_S
  return { recovery: { ...recovery, expires_at, url: `${unit.origin}/r/${id}` } }
}

/** Job `expire`. */
export async function expireDue(unit: Unit, id: string): Promise<void> {
  const session = await unit.need('checkout.session', id)
  if (session.status === 'open') await expireSession(unit, session)
}
