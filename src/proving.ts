import type { AppDeps } from './deps.ts'
import { proveMonths } from './finance/months/proof.ts'
import { proveReconciliation } from './finance/reconciliation/proof.ts'
import { oncePerNight, type Prove, type Verdict, verify, type Watch } from './stripe/proofs.ts'

/** The books against Stripe, and what finance shows against the books. */
export function proveBooks(deps: AppDeps, watch: Watch): Promise<Verdict> {
  return verify(deps, watch, [ofFinance(deps, proveReconciliation), ofFinance(deps, proveMonths)])
}

/** The same every night, with nobody looking on; its answers stand at the desk, a failure is an alarm. */
export async function proveNightly(deps: AppDeps): Promise<void> {
  await oncePerNight(deps, () => proveBooks(deps, { tell: () => {}, wait }))
}

function ofFinance(deps: AppDeps, prove: typeof proveMonths): Prove {
  return async () => ({ proofs: await prove(deps.reader, deps), waiting: [] })
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
