import type { Selectable } from 'kysely'
import { emptyFingerprint, fingerprintOfEntries, type Proof } from '../../ledger/proofs.ts'
import type { PayoutTable } from '../../platform/database/ledger-tables.ts'
import { type BalanceTransaction, readBalanceTransaction } from '../objects/balance-transaction.ts'
import { sweepNow } from '../sweeps/sweeps.ts'
import { listTaken } from '../sync/lists.ts'
import { pagesOf } from '../sync/pages.ts'
import { isReconciled } from '../sync/payout.ts'
import {
  differingBetween,
  eachOf,
  isNothing,
  ledgerOf,
  type Part,
  type ProofDeps,
  type Standing,
  type Waiting,
  type Watch,
} from './part.ts'

const atOnce = 8

type Payout = Selectable<PayoutTable>

/**
 * Each automatic payout: the net of all that it took, its own transaction included, is nothing, the
 * rest is what went to the bank, and the ledger has exactly these rows for it (domain/stripe.md 5,
 * proof 1). Of a manual payout Stripe does not say what it took. One that was proven is left alone
 * while the ledger's rows for it are the same.
 */
export async function provePayouts(
  deps: ProofDeps,
  watch: Watch,
  standing: Standing,
): Promise<Part> {
  await sweepNow(deps, 'payouts')
  const payouts = await automaticPayouts(deps)
  const fingerprints = await fingerprintsByPayout(deps)
  const fingerprint = ({ id }: Payout) => fingerprints.get(id) ?? emptyFingerprint
  const due = payouts.filter(
    (payout) => isReconciled(payout) && standing.get(proofId(payout.id)) !== fingerprint(payout),
  )
  const proofs = await eachOf(due, { watch, what: 'payouts', atOnce }, (payout) =>
    prove(deps, payout, fingerprint(payout)),
  )
  return { proofs, waiting: payouts.filter((payout) => !isReconciled(payout)).flatMap(waitingFor) }
}

function proofId(payout: string): string {
  return `payout_${payout}`
}

/** A payout that failed or was cancelled came back: Stripe need not say any more what it took. */
function waitingFor({ id, status }: Payout): Waiting[] {
  if (status === 'failed' || status === 'canceled') return []
  return [{ id: proofId(id), reason: 'payout_not_reconciled' }]
}

function automaticPayouts(deps: ProofDeps): Promise<Payout[]> {
  return ledgerOf(deps)
    .selectFrom('payout')
    .selectAll()
    .where('automatic', '=', true)
    .orderBy('created')
    .orderBy('id')
    .execute()
}

async function fingerprintsByPayout(deps: ProofDeps): Promise<ReadonlyMap<string, string>> {
  const rows = await ledgerOf(deps)
    .selectFrom('entry_payout as taken')
    .innerJoin('entry', 'entry.id', 'taken.entry_id')
    .select(['taken.payout', fingerprintOfEntries.as('fingerprint')])
    .groupBy('taken.payout')
    .execute()
  return new Map(rows.map(({ payout, fingerprint }) => [payout, fingerprint]))
}

async function prove(deps: ProofDeps, payout: Payout, fingerprint: string): Promise<Proof> {
  const [listed, booked] = await Promise.all([takenAt(deps, payout.id), takenIn(deps, payout.id)])
  const differing = differingBetween(factsOf(listed), factsOf(booked))
  const own = ({ id }: Taken) => id === payout.balance_transaction
  const [expected, actual] = [payout.amount_minor, netOf(booked.filter((row) => !own(row)))]
  const holds = netOf(listed) === 0n && netOf(listed.filter((row) => !own(row))) === expected
  return {
    ...{ id: proofId(payout.id), kind: 'payout', currency: payout.currency },
    ...{ ok: holds && actual === expected && isNothing(differing), expected, actual },
    ...{ difference: actual - expected, transactions: booked.length, fingerprint, differing },
  }
}

type Taken = Pick<BalanceTransaction, 'id' | 'amount_minor' | 'fee_minor' | 'net_minor'>

async function takenAt({ stripe }: ProofDeps, payout: string): Promise<Taken[]> {
  const taken: Taken[] = []
  for await (const page of pagesOf((cursor) => listTaken(stripe, payout, cursor))) {
    taken.push(...page.map(takenOf))
  }
  return taken
}

/** One that cannot be read is in no books, and so is named as missing. */
function takenOf(listed: unknown): Taken {
  const read = readBalanceTransaction(listed)
  if ('readable' in read) return read.readable
  return { id: read.unreadable.id, amount_minor: 0n, fee_minor: 0n, net_minor: 0n }
}

async function takenIn(deps: ProofDeps, payout: string): Promise<Taken[]> {
  const rows = await ledgerOf(deps)
    .selectFrom('entry_payout as taken')
    .innerJoin('entry', 'entry.id', 'taken.entry_id')
    .select(['entry.balance_transaction as id', 'entry.amount_minor', 'entry.fee_minor'])
    .select('entry.net_minor')
    .where('taken.payout', '=', payout)
    .execute()
  return rows.flatMap(({ id, ...row }) => (id === null ? [] : [{ id, ...row }]))
}

function netOf(rows: readonly Taken[]): bigint {
  return rows.reduce((sum, { net_minor }) => sum + net_minor, 0n)
}

function factsOf(rows: readonly Taken[]): ReadonlyMap<string, string> {
  return new Map(
    rows.map(({ id, amount_minor, fee_minor }) => [id, `${amount_minor} ${fee_minor}`]),
  )
}
