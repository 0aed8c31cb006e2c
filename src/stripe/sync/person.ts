import type { Transaction } from 'kysely'
import { forgetCustomer, memberFor, memberOfCustomer } from '../../members/identity.ts'
import { readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { type Customer, carriedCustomer, parseCustomer } from '../objects/customer.ts'
import { snapshotIn } from '../objects/event.ts'
import { identityDeps, type News, readNewest, type SyncDeps } from './effect.ts'

/** Who stands behind an object, found out before its transaction begins. */
export type Payer = Readonly<{
  customer: string | null
  email: string | null
  name: string | null
  deleted: boolean
}>

export function guest(email: string, name: string | null): Payer {
  return { customer: null, email, name, deleted: false }
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
  if (known?.email) return { customer: id, email: null, name: null, deleted: false }
  if (known !== null) return { customer: id, ...fallback, deleted: false }
  const carried = carriedCustomer(snapshot) ?? (await customerInInbox(deps, id))
  const customer = carried ?? (await customerAtStripe(deps, id))
  if (customer === null || customer.kind === 'deleted') {
    return { customer: id, ...fallback, deleted: true }
  }
  const { email, name } = customer
  return {
    customer: id,
    email: email ?? fallback.email,
    name: name ?? fallback.name,
    deleted: false,
  }
}

/** The member of a payer, made when there is none; a deleted customer is known as deleted at once. */
export async function memberOfPayer(
  trx: Transaction<Schema>,
  deps: SyncDeps,
  { customer, email, name, deleted }: Payer,
): Promise<string> {
  const at = deps.clock.now()
  const member = await memberFor(trx, identityDeps(deps), { customer, email, name, at })
  if (deleted && customer !== null) await forgetCustomer(trx, customer, at)
  return member
}

function customerAtStripe(deps: SyncDeps, id: string): Promise<Customer | null> {
  const news = { id, snapshot: undefined, at: new Date(0) }
  return readNewest(deps, news, parseCustomer, () => deps.stripe.customers.retrieve(id))
}

async function customerInInbox({ db }: SyncDeps, id: string): Promise<Customer | null> {
  const row = await db
    .selectFrom('inbox')
    .select(['type', 'payload'])
    .where('object_key', '=', id)
    .where('state', 'in', ['new', 'done', 'shelved'])
    .orderBy('created', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined || row.type === 'customer.deleted') return null
  const snapshot = snapshotIn(row.payload)
  return snapshot === undefined ? null : parseCustomer(snapshot)
}
