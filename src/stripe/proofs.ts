import { currentProofs, type KeptProof, keepProofs } from '../ledger/proofs.ts'
import { proveBalances } from './proofs/balances.ts'
import { proveDays } from './proofs/days.ts'
import { proveObjects } from './proofs/objects.ts'
import {
  ledgerOf,
  type ProofDeps,
  type Prove,
  type Standing,
  type Waiting,
  type Watch,
} from './proofs/part.ts'
import { provePayouts } from './proofs/payouts.ts'

export { oncePerNight } from './proofs/night.ts'
export type { Prove, Watch } from './proofs/part.ts'

/**
 * The newest answer to every proof, those included that stand from an earlier run, failures first.
 * `waiting` could not be proven yet, which is no failure.
 */
export type Verdict = Readonly<{
  ok: boolean
  proofs: readonly KeptProof[]
  waiting: readonly Waiting[]
}>

/** Nobody looks on and nothing is waited for: what is not ready at once is left to the next run. */
const unwatched: Watch = { tell: () => {}, wait: async () => {} }

/**
 * Proves that the books are Stripe's (domain/stripe.md 5): the balance to the cent, every reconciled
 * payout, every ended day against Stripe's own report, and ledger against objects; and `more` that other
 * rooms prove of them. What is missing is read first. Every answer is kept as a row at once, so that a
 * run cut short loses none.
 */
export async function verify(
  deps: ProofDeps,
  watch: Watch = unwatched,
  more: readonly Prove[] = [],
): Promise<Verdict> {
  const run = { run_id: deps.ids.next('run'), ran_at: await momentOf(deps) }
  const standing = standingOf(await currentProofs(ledgerOf(deps)))
  const waiting: Waiting[] = []
  for (const prove of [proveBalances, provePayouts, proveDays, proveObjects, ...more]) {
    const part = await prove(deps, watch, standing)
    await keepProofs(deps.db, run, part.proofs)
    waiting.push(...part.waiting)
  }
  const proofs = await currentProofs(ledgerOf(deps))
  return { ok: proofs.every(({ ok }) => ok), proofs, waiting }
}

function standingOf(proofs: readonly KeptProof[]): Standing {
  return new Map(proofs.map(({ id, ok, fingerprint }) => [id, ok ? fingerprint : null]))
}

/** Later than every run before, even while the clock stands still or was set back. */
async function momentOf(deps: ProofDeps): Promise<Date> {
  const { newest } = await ledgerOf(deps)
    .selectFrom('proof')
    .select(({ fn }) => fn.max<Date | null>('ran_at').as('newest'))
    .executeTakeFirstOrThrow()
  const now = deps.clock.now()
  return newest !== null && newest >= now ? new Date(newest.getTime() + 1) : now
}
