import { settlementOf } from '../money/balance.ts'
import { exchanged } from '../money/exchange.ts'
import type { CheckoutSession } from '../objects/session.ts'
import type { Unit } from '../unit.ts'
import { checkTotal } from '../validate/rules.ts'

/** @throws StripeError 400 when the sum of a session is more or less than can be charged */
export function checkSum(unit: Unit, session: Pick<CheckoutSession, 'amount_total' | 'currency'>) {
  const { amount_total: amount, currency } = session
  if (amount === null || currency === null) return
  const settlement = settlementOf(unit, currency)
  const settled = { amount: exchanged(amount, currency, settlement), currency: settlement }
  checkTotal({ amount, currency }, settled)
}
