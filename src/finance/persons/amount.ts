import type { Basis } from '../figures.ts'
import type { MoneyFact } from './facts.ts'

/** The bases that one person's money differs in: it is taken as recognised when received. */
export const personBases = ['net', 'gross', 'after_fees'] as const
export type PersonBasis = (typeof personBases)[number]
export function personBasis(basis: Basis): PersonBasis {
  return basis === 'recognised' ? 'net' : basis
}

type Worth = Pick<MoneyFact, 'kind' | 'class' | 'source' | 'amount' | 'tax' | 'fee'>

/**
 * What a fact contributes to readers' money on a basis: `figure('reader_minor', basis)` of
 * finance/figures.ts, for one person's rows in plain arithmetic. Null where a rate is missing.
 */
export function readerAmount(fact: Worth, basis: Basis): bigint | null {
  if (fact.amount === null || fact.tax === null || fact.fee === null) return null
  if (fact.source !== 'stripe' && fact.class !== 'reader') return 0n
  const net = netKinds.has(fact.kind) ? fact.amount - fact.tax : 0n
  switch (basis) {
    case 'gross':
      return grossKinds.has(fact.kind) ? fact.amount : 0n
    case 'after_fees':
      return net + (fact.kind === 'fee' ? fact.amount : 0n) - fact.fee
    case 'net':
    case 'recognised':
      return net
  }
}

const grossKinds: ReadonlySet<string> = new Set(['payment', 'payment_failure', 'income'])
const netKinds: ReadonlySet<string> = new Set([
  ...grossKinds,
  ...['refund', 'refund_failure', 'dispute', 'dispute_reversal'],
])
