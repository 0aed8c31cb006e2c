import { readerOf } from '../platform/database/connection.ts'
import { keepRead } from './acts/keep-read.ts'
import { refusalIn } from './calls/refusal.ts'
import type { SyncDeps } from './sync/effect.ts'

const patience = { timeout: 5000, maxNetworkRetries: 1 }

/** `away`: Stripe did not answer, or refused; some may be done, and the same call does the rest. */
export type CustomersChanged = Readonly<{ kind: 'done' } | { kind: 'away'; reason: string }>

/** Tells Stripe that mails about all customers of a member go to this address, and reads them back. */
export function writeToAddress(
  deps: SyncDeps,
  { member_id, email }: Readonly<{ member_id: string; email: string }>,
): Promise<CustomersChanged> {
  return ofEach(deps, member_id, (id) => deps.stripe.customers.update(id, { email }, patience))
}

/**
 * Deletes all customers of a member at Stripe, which ends their memberships and removes what names
 * them there; reads that back. What was paid stays.
 */
export function deleteCustomers(deps: SyncDeps, member_id: string): Promise<CustomersChanged> {
  return ofEach(deps, member_id, async (id) => {
    try {
      await deps.stripe.customers.del(id, {}, patience)
    } catch (error) {
      if (refusalIn(error).status !== 404) throw error // gone already
    }
  })
}

async function ofEach(
  deps: SyncDeps,
  member_id: string,
  call: (customer: string) => Promise<unknown>,
): Promise<CustomersChanged> {
  const customers = await liveCustomers(deps, member_id)
  try {
    for (const id of customers) await call(id)
  } catch (error) {
    const { reason } = refusalIn(error)
    deps.log.warn('customers were not changed', { member: member_id, reason })
    return { kind: 'away', reason }
  }
  await keepRead(
    deps,
    customers.map((id) => ({ type: 'customer', id })),
  )
  return { kind: 'done' }
}

async function liveCustomers({ db }: SyncDeps, member_id: string): Promise<string[]> {
  const rows = await readerOf(db)
    .selectFrom('member_customer')
    .select('customer')
    .where('member_id', '=', member_id)
    .where('deleted_at', 'is', null)
    .orderBy('customer')
    .execute()
  return rows.map(({ customer }) => customer)
}
