import { notYetKnownByMonth } from '../../ledger/entries.ts'
import { currentProofs, type KeptProof, type ProofCount, proofCounts } from '../../ledger/proofs.ts'
import { type Quarantined, quarantined } from '../../ledger/quarantine.ts'
import type { Reader } from '../../platform/database/connection.ts'
import type { Month } from '../../platform/day.ts'

/** What keeps months from being closed: rows not yet known, and transactions that are not booked. */
export type KeptOpen = Readonly<{
  unclassified: readonly Readonly<{ month: Month; count: number }>[]
  quarantine: readonly Quarantined[]
}>

/** How the proofs stand now: counts of all, every one that fails, and the balances one by one. */
export type ProofsNow = Readonly<{
  keptOpen: KeptOpen
  counts: readonly ProofCount[]
  failures: readonly KeptProof[]
  balances: readonly KeptProof[]
}>

export async function proofsNow(reader: Reader): Promise<ProofsNow> {
  const [unclassified, quarantine, counts, failures, balances] = await Promise.all([
    notYetKnownByMonth(reader),
    quarantined(reader),
    proofCounts(reader),
    currentProofs(reader, { ok: false }),
    currentProofs(reader, { kind: 'balance' }),
  ])
  return { keptOpen: { unclassified, quarantine }, counts, failures, balances }
}
