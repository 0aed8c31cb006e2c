import { book } from '../money/balance.ts'
import { exchanged } from '../money/exchange.ts'
import type { BalanceTransaction } from '../objects/balance-transaction.ts'
import type { Unit } from '../unit.ts'

export type Adjustment = {
  /** Any type, those that nobody knows yet too. */
  type: string
  /** Minor units; negative when money leaves. */
  amount: number
  fee?: number | undefined
  /** The account's own when absent. */
  currency?: string | undefined
  reporting_category?: string | undefined
  description?: string | undefined
  source?: string | undefined
  balance_type?: BalanceTransaction['balance_type'] | undefined
}

/** Money moves for a reason of Stripe's own: reserves, top-ups, taxes, what is still to come. */
export function adjustBalance(unit: Unit, asked: Adjustment): BalanceTransaction {
  const { type, amount, fee = 0, reporting_category, balance_type } = asked
  return book(unit, {
    ...{ type, amount, waits: false },
    ...(reporting_category !== undefined && { reporting_category }),
    ...(balance_type !== undefined && { balance_type }),
    currency: asked.currency ?? unit.settlementCurrency,
    source: asked.source ?? null,
    description: asked.description ?? null,
    fees: () => (fee === 0 ? [] : [{ amount: fee, description: 'Stripe processing fees' }]),
  })
}

type Cost = { amount: number; description: string; currency?: string | undefined }

/** What Stripe takes for its other products. @param cost.amount minor units, positive */
export function takeFee(unit: Unit, { amount, ...what }: Cost): BalanceTransaction {
  return adjustBalance(unit, { type: 'stripe_fee', amount: -amount, ...what })
}

/** Job `monthly_fee`: on the first of each month, for as long as the setting says so. */
export async function takeMonthlyFee(unit: Unit): Promise<void> {
  const cents = unit.settings.monthlyFeeCents
  if (cents === 0) return
  const month = new Date(unit.nowMs - 1).toISOString().slice(0, 7)
  const amount = exchanged(cents, 'eur', unit.settlementCurrency)
  takeFee(unit, { amount, description: `Billing - Usage Fee (${month})` })
  planMonthlyFee(unit)
}

/** Where there is one: for the first of the month that comes. */
export function planMonthlyFee(unit: Unit): void {
  if (unit.settings.monthlyFeeCents === 0) return
  const now = new Date(unit.nowMs)
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)
  unit.plan('monthly_fee', 'account', first / 1000)
}
