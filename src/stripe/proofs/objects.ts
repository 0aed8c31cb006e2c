import { type RawBuilder, sql } from 'kysely'
import { type Differing, noDiffering, type Proof } from '../../ledger/proofs.ts'
import { secondsAfter } from '../../platform/clock.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { ledgerOf, type Part, type ProofDeps, some } from './part.ts'

/** Stripe makes a charge's transaction within a day, and news may be under way: younger says nothing. */
const grace_s = 24 * 3600

/**
 * Ledger and objects agree (domain/stripe.md 5, proof 4): the charges, refunds and disputes that we
 * know of against the rows of the ledger, and the other way round. Counts objects, not money:
 * `expected` is how many there are, `actual` how many hold.
 */
export async function proveObjects(deps: ProofDeps): Promise<Part> {
  const reader = ledgerOf(deps)
  const before = secondsAfter(deps.clock.now(), -grace_s)
  const proofs = await Promise.all([
    proof(reader, 'charges_have_transactions', 'missing', chargesWithTransaction(before)),
    proof(reader, 'refunds_within_charges', 'unlike', refundsWithinCharges),
    proof(reader, 'disputes_within_two_transactions', 'surplus', disputesWithinTwo),
    proof(reader, 'named_objects_are_known', 'surplus', namedObjectsKnown(before)),
  ])
  return { proofs, waiting: [] }
}

/** Objects by their id, and whether each holds. */
type Objects = RawBuilder<{ id: string; holds: boolean }>

const chargesWithTransaction = (before: Date): Objects => sql`(
  select paid.id, exists (
    select from entry where entry.charge = paid.id and entry.kind = 'payment') as holds
  from payment paid
  where paid.state = 'succeeded' and paid.made_at < ${before})`

/** In the ledger only where nothing was exchanged: settled amounts are not those that were charged. */
const refundsWithinCharges: Objects = sql`(
  select paid.id, greatest(paid.refunded_minor, coalesce((
    select -sum(entry.amount_minor) from entry
    where entry.charge = paid.id and entry.kind in ('refund', 'refund_failure')
      and entry.exchange_rate is null), 0)) <= paid.amount_minor as holds
  from payment paid
  where paid.state = 'succeeded')`

const disputesWithinTwo: Objects = sql`(
  select entry.dispute as id, count(*) <= 2 as holds
  from entry
  where entry.dispute is not null and entry.kind in ('dispute', 'dispute_reversal')
  group by entry.dispute)`

/** Looked at by sync, or somebody's payment; a refund is looked at with its charge. */
const namedObjectsKnown = (before: Date): Objects => sql`(
  select named.id, bool_or(
    exists (
      select from object_lease lease where lease.object_key = named.id
        and lease.known_at is not null)
    or exists (
      select from payment paid where paid.id = named.charge
        and (paid.id = named.id or (paid.dispute <> 'none' and named.what = 'dispute')))
    or exists (select from refund where refund.id = named.id)
    or (named.what = 'refund' and exists (
      select from object_lease lease where lease.object_key = named.charge
        and lease.known_at >= named.occurred_at))
  ) as holds
  from (
    select 'charge' as what, charge as id, charge, occurred_at from entry where charge is not null
    union all select 'refund', refund, charge, occurred_at from entry where refund is not null
    union all select 'dispute', dispute, charge, occurred_at from entry where dispute is not null
  ) named
  where named.occurred_at < ${before}
  group by named.id)`

async function proof(
  reader: Reader,
  id: string,
  how: keyof Differing,
  objects: Objects,
): Promise<Proof> {
  const { total, wrong, ids } = await reader
    .selectFrom(objects.as('object'))
    .select(({ fn }) => fn.countAll<bigint>().as('total'))
    .select([
      sql<bigint>`count(*) filter (where not holds)`.as('wrong'),
      sql<string[]>`coalesce((array_agg(id order by id) filter (where not holds))[1:50], '{}')`.as(
        'ids',
      ),
    ])
    .executeTakeFirstOrThrow()
  return {
    ...{ id, kind: 'objects', currency: null, ok: wrong === 0n },
    ...{ expected: total, actual: total - wrong, difference: -wrong, transactions: Number(total) },
    ...{ fingerprint: null, differing: { ...noDiffering, [how]: some(ids, Number(wrong)) } },
  }
}
