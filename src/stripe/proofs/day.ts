import { emptyFingerprint, type Proof } from '../../ledger/proofs.ts'
import type { Day } from '../../platform/day.ts'
import type { LedgerRow, Row } from './activity.ts'
import { differingBetween, isNothing } from './part.ts'

/** What is known of one currency on one day, from the ledger and from earlier proofs. */
export type Known = Readonly<{ currency: string; fingerprint: string }>

export function proofId(day: Day, currency: string): string {
  return `day_${day}_${currency.toLowerCase()}`
}

type Sides = Readonly<{
  stripe: readonly Row[]
  ledger: readonly LedgerRow[]
  known: readonly Known[]
  /** The currency of a day on which nothing happened. */
  otherwise: string
}>

/** A proof in each currency that either side or an earlier proof names. */
export function proofsOf(day: Day, { stripe, ledger: booked, known, otherwise }: Sides): Proof[] {
  const told = new Set(stripe.map(({ id }) => id))
  const ledger = booked.filter(({ id, apart }) => !apart || told.has(id))
  const named = [...stripe, ...ledger, ...known].map(({ currency }) => currency)
  const currencies = named.length === 0 ? [otherwise] : [...new Set(named)].sort()
  return currencies.map((currency) => {
    const of = (row: { currency: string }) => row.currency === currency
    const [theirs, ours] = [stripe.filter(of), ledger.filter(of)]
    const differing = differingBetween(factsOf(theirs), factsOf(ours))
    const [expected, actual] = [netOf(theirs), netOf(ours)]
    return {
      ...{ id: proofId(day, currency), kind: 'day', currency, ok: isNothing(differing) },
      ...{ expected, actual, difference: actual - expected, transactions: ours.length, differing },
      fingerprint: known.find(of)?.fingerprint ?? emptyFingerprint,
    }
  })
}

function netOf(rows: readonly Row[]): bigint {
  return rows.reduce((sum, { net_minor }) => sum + net_minor, 0n)
}

function factsOf(rows: readonly Row[]): ReadonlyMap<string, string> {
  return new Map(
    rows.map(({ id, amount_minor, fee_minor, net_minor, reporting_category }) => [
      id,
      `${amount_minor} ${fee_minor} ${net_minor} ${reporting_category}`,
    ]),
  )
}
