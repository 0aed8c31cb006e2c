import { becomes } from '../events/change.ts'
import type { Reduction } from '../objects/discount.ts'
import type { Payer } from '../objects/payment-method.ts'
import { type CheckoutSession, customerDetails } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { offered, redeem, reductionOf } from './redemption.ts'

/** Closes a session whose payer has done their part, and redeems what took something off it. */
export async function complete(
  unit: Unit,
  session: CheckoutSession,
  payer: Payer,
  outcome: Partial<CheckoutSession>,
): Promise<void> {
  for (const named of session.discounts ?? []) await redeem(unit, await offered(unit, named))
  const customer_details = customerDetails(payer)
  const done = { status: 'complete', url: null, customer_details, ...outcome } as const
  await becomes(unit, session, 'checkout.session.completed', done)
}

/** The session's discounts at work on what it began. */
export async function discountsOf(
  unit: Unit,
  session: CheckoutSession,
  { customer, subscription }: { customer: string; subscription: { id: string } | null },
): Promise<Reduction[]> {
  const target = { customer, subscription: subscription?.id ?? null, session: session.id }
  const made: Reduction[] = []
  for (const named of session.discounts ?? []) {
    made.push(reductionOf(unit, await offered(unit, named), target))
  }
  return made
}
