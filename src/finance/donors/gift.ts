import Fraction from 'fraction.js'
import type { Day } from '../../platform/day.ts'
import type { Basis } from '../figures.ts'
import { readerAmount } from '../persons/amount.ts'
import type { MoneyFact, PersonFacts } from '../persons/facts.ts'

/** A one-off payment of which something was kept. `id` is the row of the ledger that it came as. */
export type Gift = Readonly<{ id: string; day: Day; rows: readonly MoneyFact[] }>

/**
 * A person's gifts, oldest first (finance.md 1.7): one-off payments through Stripe, and readers' money
 * outside it that names the person. What went back whole (refunded, disputed, failed after it had
 * succeeded, reversed) is no gift, on whichever day it went; a dispute that was won makes it one again.
 */
export function giftsOf({ money, currency }: PersonFacts): Gift[] {
  const payments = Map.groupBy(money, ({ undoes, charge, id }) => undoes ?? charge ?? id)
  return [...payments.values()].flatMap((rows) => {
    const paid = rows.find(isOneOff)
    if (paid === undefined || isGone(paid, rows, currency)) return []
    return [{ id: paid.id, day: paid.day, rows }]
  })
}

/** What a gift comes to on a basis, minor units; null where one of its rows has no rate. */
export function giftAmount({ rows }: Gift, basis: Basis): bigint | null {
  return rows.reduce<bigint | null>((sum, row) => {
    const amount = readerAmount(row, basis)
    return sum === null || amount === null ? null : sum + amount
  }, 0n)
}

function isOneOff({ kind, class: name, undoes }: MoneyFact): boolean {
  if (kind === 'payment') return name === 'gift'
  return kind === 'income' && name === 'reader' && undoes === null
}

/**
 * Nothing is left, at the payment's own rate. What was exchanged on two days leaves cents in the books
 * also when all of it went back, and each exchanged row is rounded to one.
 */
function isGone(paid: MoneyFact, rows: readonly MoneyFact[], currency: string): boolean {
  const moved = rows.filter((row) => readerAmount(row, 'net') !== 0n)
  if (moved.some(({ amount }) => amount === null)) return false
  const left = moved.reduce((sum, row) => sum.add(atRateOf(paid, row)), new Fraction(0))
  const exchanged = moved.filter(
    (row) => row !== paid && (row.exchange_rate !== null || row.currency !== currency),
  )
  return left.compare(exchanged.length) <= 0
}

function atRateOf(paid: MoneyFact, { amount, exchange_rate }: MoneyFact): Fraction {
  const exact = new Fraction(amount ?? 0n)
  const [own, other] = [rateIn(paid.exchange_rate), rateIn(exchange_rate)]
  return own === null || other === null ? exact : exact.mul(own).div(other)
}

/** Null also for a rate that only stands as a power of ten, which no currency of readers has. */
function rateIn(text: string | null): Fraction | null {
  return text !== null && /^\d+(\.\d+)?$/.test(text) ? new Fraction(text) : null
}
