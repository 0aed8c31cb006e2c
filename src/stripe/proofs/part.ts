import type { Differing, Proof, SomeIds } from '../../ledger/proofs.ts'
import { type Reader, readerOf } from '../../platform/database/connection.ts'
import type { SyncDeps } from '../sync/effect.ts'

/** `reader`: where the ledger is read, which may take longer than a request waits. */
export type ProofDeps = SyncDeps & Readonly<{ reader?: Reader }>

export function ledgerOf({ reader, db }: ProofDeps): Reader {
  return reader ?? readerOf(db)
}

/** Who looks on: is told how far a run has come, and lets it wait for Stripe's reports. */
export type Watch = Readonly<{
  tell: (progress: Progress) => void
  wait: (ms: number) => Promise<void>
}>
export type Progress = Readonly<{ what: string; done: number; of: number }>

/** What cannot be proven yet, which is no failure. */
export type Waiting = Readonly<{ id: string; reason: WaitingFor }>
export type WaitingFor =
  | 'payout_not_reconciled'
  | 'report_not_available'
  | 'report_not_ready'
  | 'report_refused'
  | 'report_unreadable'

/** What one kind of proof came to; proofs that stand from an earlier run are not made again. */
export type Part = Readonly<{ proofs: readonly Proof[]; waiting: readonly Waiting[] }>

/** One kind of proof. */
export type Prove = (deps: ProofDeps, watch: Watch, standing: Standing) => Promise<Part>

/** The fingerprint of what each proof was about when it last held; null where it failed last. */
export type Standing = ReadonlyMap<string, string | null>

/** Ids and, as one text, what has to be the same on both sides. */
export type Facts = ReadonlyMap<string, string>

/** Which ids one side has and the other has not, or has with something else beside them. */
export function differingBetween(stripe: Facts, ledger: Facts): Differing {
  return {
    missing: some([...stripe.keys()].filter((id) => !ledger.has(id))),
    surplus: some([...ledger.keys()].filter((id) => !stripe.has(id))),
    unlike: some(
      [...stripe].filter(([id, facts]) => (ledger.get(id) ?? facts) !== facts).map(first),
    ),
  }
}

export function isNothing({ missing, surplus, unlike }: Differing): boolean {
  return missing.total + surplus.total + unlike.total === 0
}

/** As many as a person can look into; the total says how many there are. */
export function some(ids: readonly string[], total = ids.length): SomeIds {
  return { total, ids: ids.toSorted().slice(0, shown) }
}

const shown = 50

function first<A>([a]: readonly [A, ...unknown[]]): A {
  return a
}

/** Works through a list, some at once, telling how far it has come; answers in the list's order. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  { watch, what, atOnce }: Readonly<{ watch: Watch; what: string; atOnce: number }>,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let at = 0; at < items.length; at += atOnce) {
    watch.tell({ what, done: at, of: items.length })
    results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))))
  }
  if (items.length > 0) watch.tell({ what, done: items.length, of: items.length })
  return results
}
