import { sql, type Transaction } from 'kysely'
import { moveOrigins } from '../../ledger/origin.ts'
import {
  acquaintances,
  makeMembers,
  strangersAmong,
  unchanged,
} from '../../members/acquaintance.ts'
import {
  forgetCustomer,
  type IdentityDeps,
  knownMember,
  memberFor,
  memberOfCustomer,
  type OwnWords,
} from '../../members/identity.ts'
import { type Database, readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { gathered, oncePer } from '../../platform/gathered.ts'
import { type Customer, carriedCustomer, parseCustomer } from '../objects/customer.ts'
import { snapshotIn } from '../objects/event.ts'
import { type News, readNewest, type SyncDeps } from './effect.ts'

/** Who stands behind an object, found out before its transaction begins. */
export type Payer = Readonly<{
  customer: string | null
  email: string | null
  name: string | null
  /** What the customer themselves says; null where only a payment says address and name. */
  own: OwnWords | null
  deleted: boolean
  /** Known beyond doubt, and nothing is to be learned of them: they were erased. */
  member?: string
  /** A stranger stays one: nobody becomes a member by this. */
  onlyIfKnown?: boolean
}>

/** Somebody of whom the books know the number and nothing else any more. */
export function nameless(member: string): Payer {
  return { customer: null, email: null, name: null, own: null, deleted: false, member }
}

export function guest(email: string, name: string | null): Payer {
  return { customer: null, email, name, own: null, deleted: false }
}

/**
 * The payer behind a customer. One whom we do not know yet is looked up before a member is made (in
 * the object itself, which a list may bring along, in the inbox, else once at Stripe), so that their
 * address leads to the member who has it already.
 * `fallback` is what the payment itself says, for a customer whom Stripe no longer has and whose
 * address nobody has told us.
 */
export async function payerOfCustomer(
  deps: SyncDeps,
  id: string,
  fallback: { email: string | null; name: string | null },
  { snapshot }: Pick<News, 'snapshot'>,
): Promise<Payer> {
  const known = await memberOfCustomer(readerOf(deps.db), id)
  if (known?.erased_at) return nameless(known.id)
  const said = { customer: id, ...fallback, own: null }
  if (known?.email) return { ...said, email: null, name: null, deleted: false }
  if (known !== null) return { ...said, deleted: false }
  const carried = carriedCustomer(snapshot) ?? (await customerInInbox(deps, id))
  const customer = carried ?? (await customerAtStripe(deps, id))
  if (customer === null || customer.kind === 'deleted') {
    return { ...said, deleted: true }
  }
  const { email, name, made_at } = customer
  return {
    ...{ customer: id, own: { email, name, made_at }, deleted: false },
    email: email ?? fallback.email,
    name: name ?? fallback.name,
  }
}

/**
 * The members of payers, made where there are none; a deleted customer is known as deleted at once. All
 * of a batch come here before anything is written: where two members turn out to be one, nothing of it
 * stands beside the one who goes.
 */
export async function membersOf(
  trx: Transaction<Schema>,
  deps: SyncDeps,
  payers: readonly Payer[],
): Promise<(payer: Payer) => string | null> {
  const ids = new Map<string, string | null>()
  const merged = new Map<string, string>()
  const known = await acquaintances(trx, payers)
  for (const [payer, id] of await newMembers(
    trx,
    deps,
    strangersAmong(known, payers.filter(joins)),
  ))
    ids.set(keyOf(payer), id)
  for (const payer of strangersLast(payers)) {
    if (ids.has(keyOf(payer))) continue
    const id = payer.member ?? (payer.deleted ? null : unchanged(known, payer))
    ids.set(keyOf(payer), id ?? (await memberOf(trx, deps, payer, merged)))
  }
  return (payer) => last(merged, ids.get(keyOf(payer)) ?? null)
}

function keyOf(payer: Payer): string {
  return JSON.stringify(payer)
}

function joins({ deleted, onlyIfKnown = false }: Payer): boolean {
  return !deleted && !onlyIfKnown
}

async function newMembers(
  trx: Transaction<Schema>,
  { ids, clock }: SyncDeps,
  strangers: readonly Payer[],
): Promise<(readonly [Payer, string])[]> {
  const made = strangers.map((payer) => [payer, ids.next('mem')] as const)
  const at = clock.now()
  await makeMembers(
    trx,
    made.map(([{ customer, email, name, own }, id]) => ({
      ...{ customer, email, name, own },
      ...{ id, at },
    })),
  )
  return made
}

/** Who stays a stranger may have become a member by another payer of the same batch. */
function strangersLast(payers: readonly Payer[]): readonly Payer[] {
  const rank = ({ onlyIfKnown = false }: Payer) => Number(onlyIfKnown)
  return payers.toSorted((a, b) => rank(a) - rank(b))
}

async function memberOf(
  trx: Transaction<Schema>,
  { ids, clock }: SyncDeps,
  { customer, email, name, own, deleted, onlyIfKnown }: Payer,
  gone: Map<string, string>,
): Promise<string | null> {
  if (onlyIfKnown && (await knownMember(trx, { customer, email: null })) === null) return null
  const at = clock.now()
  const merged: IdentityDeps['merged'] = async (_, { from, into }) => {
    gone.set(from, into)
    await moveOrigins(trx, { from, into, at })
  }
  const member = await memberFor(trx, { ids, merged }, { customer, email, name, own, at })
  if (deleted && customer !== null) await forgetCustomer(trx, customer, at)
  return member
}

/** Where somebody is found who became another, perhaps more than once. */
function last(merged: ReadonlyMap<string, string>, id: string | null): string | null {
  const next = id === null ? undefined : merged.get(id)
  return next === undefined ? id : last(merged, next)
}

function customerAtStripe(deps: SyncDeps, id: string): Promise<Customer | null> {
  const news = { id, snapshot: undefined, at: new Date(0) }
  return readNewest(deps, news, parseCustomer, () => deps.stripe.customers.retrieve(id))
}

async function customerInInbox({ db }: SyncDeps, id: string): Promise<Customer | null> {
  const row = await latestNews(db)(id)
  if (row === null || row.type === 'customer.deleted') return null
  const snapshot = snapshotIn(row.payload)
  return snapshot === undefined ? null : parseCustomer(snapshot)
}

const latestNews = oncePer((db: Database) =>
  gathered(
    async (customers: readonly string[]) => {
      const rows = await db
        .selectFrom('inbox')
        .distinctOn('object_key')
        .select(['object_key', 'type', 'payload'])
        .where('object_key', '=', sql<string>`any(${customers})`)
        .where('state', 'in', ['new', 'done', 'shelved'])
        .orderBy('object_key')
        .orderBy('created', 'desc')
        .execute()
      const latest = new Map(rows.map((row) => [row.object_key, row]))
      return (customer) => latest.get(customer) ?? null
    },
    { most: 100 },
  ),
)
