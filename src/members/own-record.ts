import { sql } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import { ownAddresses, type SignedIn } from './addresses.ts'
import { type MemberRecord, memberRecord } from './record.ts'
import { type SubscriptionRow, subscriptionsOf } from './subscriptions.ts'

/** `whole` is false where addresses that are not proven yet hold more than is shown. */
export type OwnRecord = MemberRecord & Readonly<{ whole: boolean }>

/**
 * A signed-in person's record, or null when there is none. Where the books join other addresses with
 * theirs, only what customers of proven addresses hold is shown: a customer’s address can be changed at
 * Stripe to anybody's, and what is joined by that alone must tell nothing of that person.
 */
export async function ownRecord(
  reader: Reader,
  who: SignedIn,
  now: Date,
): Promise<OwnRecord | null> {
  const record = await memberRecord(reader, who.person, now)
  if (record === null) return null
  const { proven, joined } = await ownAddresses(reader, who)
  if (joined.length === 0) return { ...record, whole: true }
  const held = await heldUnder(reader, who.person, proven)
  return {
    ...record,
    member: { ...record.member, name: null, email: who.email },
    words: record.words.filter(({ paidBy }) => held.subscriptions.has(paidBy)),
    subscriptions: record.subscriptions.filter(({ id }) => held.subscriptions.has(id)),
    changes: record.changes.filter(({ subscription }) => held.subscriptions.has(subscription)),
    payments: record.payments.filter(({ id }) => held.payments.has(id)),
    refunds: record.refunds.filter(({ payment }) => held.payments.has(payment)),
    openInvoices: record.openInvoices.filter(
      ({ subscription }) => subscription !== null && held.subscriptions.has(subscription),
    ),
    abandoned: [],
    cards: [],
    whole: false,
  }
}

/** The memberships that a signed-in person may see and act on, the youngest first. */
export async function ownSubscriptions(reader: Reader, who: SignedIn): Promise<SubscriptionRow[]> {
  const all = await subscriptionsOf(reader, who.person)
  const { proven, joined } = await ownAddresses(reader, who)
  if (joined.length === 0) return all
  const { subscriptions } = await heldUnder(reader, who.person, proven)
  return all.filter(({ id }) => subscriptions.has(id))
}

/** What customers who say one of these addresses hold, and what was paid for their memberships. */
async function heldUnder(reader: Reader, person: string, addresses: readonly string[]) {
  const customers = await reader
    .selectFrom('member_customer')
    .select('customer')
    .where('member_id', '=', person)
    .where(sql<boolean>`lower(trim(email)) = any(${addresses})`)
    .execute()
  const subscriptions = await reader
    .selectFrom('subscription')
    .select('id')
    .where('member_id', '=', person)
    .where('customer', '=', sql<string>`any(${customers.map(({ customer }) => customer)})`)
    .execute()
  const payments = await reader
    .selectFrom('payment as p')
    .innerJoin('origin as o', (join) =>
      join.on(sql<boolean>`o.key = coalesce(p.payment_intent, p.id)`),
    )
    .innerJoin('invoice as i', 'i.id', 'o.invoice')
    .select('p.id')
    .where('p.member_id', '=', person)
    .where('i.subscription', '=', sql<string>`any(${subscriptions.map(({ id }) => id)})`)
    .execute()
  return {
    subscriptions: new Set(subscriptions.map(({ id }) => id)),
    payments: new Set(payments.map(({ id }) => id)),
  }
}
