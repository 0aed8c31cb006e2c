import { newSetup } from '../flows/setup.ts'
import { type CheckoutSession, totalsOf } from '../objects/session.ts'
import type { Unit } from '../unit.ts'

const DAY_S = 86_400

/**
 * An open session like the expired one, for whoever comes back by its recovery link; the one that
 * is open already when there is one. Undefined when the link leads nowhere, or no more.
 */
export async function recovered(unit: Unit, id: string): Promise<CheckoutSession | undefined> {
  const expired = await unit.get('checkout.session', id)
  const recovery = expired?.after_expiration?.recovery
  if (!expired || !recovery?.url || (recovery.expires_at ?? 0) <= unit.now) return undefined
  const all = [`recovered_from:${id}`]
  const [open] = await unit.list('checkout.session', { all: [...all, 'status:open'], limit: 1 })
  if (open) return open
  const made = unit.put<'checkout.session'>(await copyOf(unit, expired))
  unit.plan('expire', made.id, made.expires_at)
  return made
}

/** What it took off may have run out since: the copy begins at the full price. */
async function copyOf(unit: Unit, expired: CheckoutSession): Promise<CheckoutSession> {
  const id = unit.id('cs_test')
  const { _setup, ...rest } = expired
  const items = expired._order.items.map((item) => {
    return { ...item, amount_discount: 0, amount_total: item.amount_subtotal }
  })
  const { customer, payment_method_types: method_types } = expired
  const setup = expired.setup_intent && (await newSetup(unit, { customer, method_types }))
  return {
    ...rest,
    ...(expired.mode !== 'setup' && totalsOf(items)),
    id,
    allow_promotion_codes:
      expired.after_expiration?.recovery?.allow_promotion_codes ?? expired.allow_promotion_codes,
    after_expiration: null,
    created: unit.now,
    discounts: [],
    expires_at: unit.now + DAY_S,
    payment_intent: null,
    recovered_from: expired.id,
    setup_intent: setup ? setup.id : null,
    status: 'open',
    url: `${unit.origin}/c/pay/${id}`,
    _intent: null,
    _order: { ...expired._order, items },
  }
}
