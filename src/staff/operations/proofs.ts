import { currentProofs, type KeptProof, type ProofCount, proofCounts } from '../../ledger/proofs.ts'
import type { Reader } from '../../platform/database/connection.ts'

/** How the proofs stand now: counts of all, every one that fails, and the balances one by one. */
export type ProofsNow = Readonly<{
  counts: readonly ProofCount[]
  failures: readonly KeptProof[]
  balances: readonly KeptProof[]
}>

export async function proofsNow(reader: Reader): Promise<ProofsNow> {
  const [counts, failures, balances] = await Promise.all([
    proofCounts(reader),
    currentProofs(reader, { ok: false }),
    currentProofs(reader, { kind: 'balance' }),
  ])
  return { counts, failures, balances }
}
