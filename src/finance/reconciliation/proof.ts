import { currentProofs, noDiffering, type Proof } from '../../ledger/proofs.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { addDays, todayOf } from '../../platform/day.ts'
import { type Currency, currencyOf } from '../../platform/money/currency.ts'
import type { ReportDeps } from '../query.ts'
import { reconciliation } from './report.ts'

/**
 * The report closes with what Stripe held when the balances were last proven: opening + activity −
 * payouts, summed as reports sum, is Stripe’s balance in each currency.
 */
export async function proveReconciliation(reader: Reader, deps: ReportDeps): Promise<Proof[]> {
  const balances = await currentProofs(reader, { kind: 'balance' })
  const ordinary = balances.flatMap(({ id, currency: code, expected }) => {
    const currency = code === null ? null : currencyOf(code)
    const isOrdinary = currency && id === `ledger_equals_balance_${currency.toLowerCase()}`
    return isOrdinary ? [{ currency, expected }] : []
  })
  return Promise.all(ordinary.map((balance) => proofOf(reader, balance, deps)))
}

type Balance = Readonly<{ currency: Currency; expected: bigint }>

async function proofOf(
  reader: Reader,
  { currency, expected }: Balance,
  deps: ReportDeps,
): Promise<Proof> {
  const today = todayOf(deps)
  const range = { from: today, to: addDays(today, 1) }
  const query = { ...range, currency, interval: 'day', basis: 'net', compare: null } as const
  const { total } = await reconciliation(reader, query, deps)
  const actual = BigInt(total.closing_minor)
  const difference = actual - expected
  return {
    ...{ id: `reconciliation_closes_${currency.toLowerCase()}`, kind: 'balance', currency },
    ...{ ok: difference === 0n, expected, actual, difference, transactions: 0 },
    ...{ fingerprint: null, differing: noDiffering },
  }
}
