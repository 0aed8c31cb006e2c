import { sql } from 'kysely'
import * as z from 'zod'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { ProofKind } from '../platform/database/ledger-tables.ts'

/** Some of the ids and how many there are: what a person can look into. */
export type SomeIds = Readonly<{ total: number; ids: readonly string[] }>

/** Which transactions (or objects) a failed proof is about. */
export type Differing = Readonly<{
  /** Stripe has them, the ledger has not. */
  missing: SomeIds
  /** The ledger has them, Stripe has not. */
  surplus: SomeIds
  /** Both have them, and they say different things. */
  unlike: SomeIds
}>

/**
 * What Stripe says and what the ledger says, in minor units of `currency`, or in objects where that
 * is null; `difference` = actual − expected. It can fail with a difference of 0: two errors that
 * cancel out are still two. `fingerprint` is of the ledger's rows that it looked at, null where it
 * is made anew at each run.
 */
export type Proof = Readonly<{
  id: string
  kind: ProofKind
  ok: boolean
  currency: string | null
  expected: bigint
  actual: bigint
  difference: bigint
  transactions: number
  fingerprint: string | null
  differing: Differing
}>
export type KeptProof = Proof & Readonly<{ ran_at: Date }>

const none = { total: 0, ids: [] }
export const noDiffering: Differing = { missing: none, surplus: none, unlike: none }

/** The newest answer to each proof that was ever made, failures first, then by id. */
export async function currentProofs(
  reader: Reader,
  { ok, kind }: Readonly<{ ok?: boolean; kind?: ProofKind }> = {},
): Promise<KeptProof[]> {
  const rows = await newestAnswers(reader)
    .selectAll()
    .where(({ eb, and }) =>
      and([
        ...(ok === undefined ? [] : [eb('ok', '=', ok)]),
        ...(kind === undefined ? [] : [eb('kind', '=', kind)]),
      ]),
    )
    .orderBy('ok')
    .orderBy('id')
    .execute()
  return rows.map(({ expected_minor, actual_minor, difference_minor, detail, run_id, ...row }) => ({
    ...row,
    expected: expected_minor,
    actual: actual_minor,
    difference: difference_minor,
    differing: differingOf(detail),
  }))
}

/** How many proofs of each kind hold now and how many do not, and when the last one was made. */
export type ProofCount = Readonly<{ kind: ProofKind; held: number; failed: number; ran_at: Date }>

export async function proofCounts(reader: Reader): Promise<ProofCount[]> {
  return newestAnswers(reader)
    .select(({ fn }) => ['kind', fn.max<Date>('ran_at').as('ran_at')])
    .select([
      sql<number>`count(*) filter (where ok)::int`.as('held'),
      sql<number>`count(*) filter (where not ok)::int`.as('failed'),
    ])
    .groupBy('kind')
    .orderBy('kind')
    .execute()
}

function newestAnswers(reader: Reader) {
  const newest = reader.selectFrom('proof').distinctOn('id').selectAll()
  return reader.selectFrom(newest.orderBy('id').orderBy('ran_at', 'desc').as('proof'))
}

/** Keeps the answers of one run as rows; earlier ones stay. */
export async function keepProofs(
  db: Database,
  run: Readonly<{ run_id: string; ran_at: Date }>,
  proofs: readonly Proof[],
): Promise<void> {
  if (proofs.length === 0) return
  const rows = proofs.map(({ expected, actual, difference, differing, ...proof }) => ({
    ...run,
    ...proof,
    expected_minor: expected,
    actual_minor: actual,
    difference_minor: difference,
    detail: JSON.stringify(differing),
  }))
  for (let at = 0; at < rows.length; at += atOnce) {
    await db
      .insertInto('proof')
      .values(rows.slice(at, at + atOnce))
      .execute()
  }
}

/** A statement has room for 65,535 values. */
const atOnce = 1000

const some = z.object({ total: z.int(), ids: z.array(z.string()) }).nullish()
const shape = z.object({ missing: some, surplus: some, unlike: some }).nullish()

/** What was kept before there was anything to differ is read as nothing. */
function differingOf(detail: object | null): Differing {
  const { missing, surplus, unlike } = shape.parse(detail) ?? {}
  return { missing: missing ?? none, surplus: surplus ?? none, unlike: unlike ?? none }
}

/** The fingerprint of Stripe entries in a group: the same while ids and amounts are the same. */
export const fingerprintOfEntries = sql<string>`md5(string_agg(
  concat_ws(' ', entry.balance_transaction, entry.amount_minor, entry.fee_minor), ','
  order by entry.balance_transaction collate "C"))`

/** The fingerprint of no entries at all. */
export const emptyFingerprint = ''
