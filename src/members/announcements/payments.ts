import { sql, type Transaction } from 'kysely'
import type { Schema } from '../../platform/database/schema.ts'
import { moneyIn } from '../../platform/money/money.ts'
import { type Announcement, announcement } from './announcement.ts'

/** These members, and what happened at or after `since`. */
export type Window = Readonly<{ members: readonly string[]; since: Date }>

/** What they paid, could not pay, and got back. */
export async function paymentNews(
  trx: Transaction<Schema>,
  window: Window,
): Promise<Announcement[]> {
  return [
    ...(await made(trx, window)),
    ...(await failed(trx, window)),
    ...(await refunded(trx, window)),
  ]
}

const isOriginOfPayment = sql<boolean>`o.key = coalesce(p.payment_intent, p.id)`

/** Once it is known what a payment is for: a receipt that guesses would have to be taken back. */
async function made(trx: Transaction<Schema>, { members, since }: Window) {
  const rows = await trx
    .selectFrom('payment as p')
    .leftJoin('origin as o', (join) => join.on(isOriginOfPayment))
    .leftJoin('subscription as s', 's.id', 'o.subscription')
    .select(['p.id', 'p.member_id', 'p.amount_minor', 'p.currency', 'p.made_at'])
    .select(['s.frequency', 's.period_end', 's.ends_at', 's.status'])
    .where('p.member_id', '=', sql<string>`any(${members})`)
    .where('p.made_at', '>=', since)
    .where('p.state', '=', 'succeeded')
    .where('p.class', 'is not', null)
    .execute()
  return rows.map(({ id, member_id: person, made_at: paid_at, frequency, ...row }) => {
    const next_at = row.status === 'active' && row.ends_at === null ? row.period_end : null
    const facts = { payment: id, amount: moneyIn(row), paid_at, frequency, next_at }
    return announcement('payment_made', { about: id, person, at: paid_at, facts })
  })
}

/**
 * The last try of a bill that is still open, once the bill itself has been seen after it: only then is
 * it known when it is tried again. A first payment is refused on Stripe's page, before the person's eyes.
 */
async function failed(trx: Transaction<Schema>, { members, since }: Window) {
  const rows = await trx
    .selectFrom('payment as p')
    .innerJoin('origin as o', (join) => join.on(isOriginOfPayment))
    .innerJoin('invoice as i', 'i.id', 'o.invoice')
    .innerJoin('subscription as s', 's.id', 'i.subscription')
    .distinctOn('i.id')
    .select(['p.id', 'p.member_id', 'p.made_at', 'p.failure', 'i.id as invoice', 'i.currency'])
    .select(['i.subscription', 'i.next_attempt_at', 'i.created', 'i.period_end'])
    .select(sql<bigint>`i.amount_due_minor - i.amount_paid_minor`.as('amount_minor'))
    .where('p.member_id', '=', sql<string>`any(${members})`)
    .where('p.made_at', '>=', since)
    .where('p.state', '=', 'failed')
    .where('i.status', '=', 'open')
    .where(sql<boolean>`coalesce(i.billing_reason, '') <> 'subscription_create'`)
    .where('s.status', 'in', ['active', 'past_due', 'unpaid'])
    .whereRef('i.seen_at', '>=', 'p.made_at')
    .orderBy('i.id')
    .orderBy('p.made_at', 'desc')
    .execute()
  return rows.flatMap(({ id, member_id: person, made_at: at, subscription, ...row }) => {
    if (subscription === null) return []
    const { invoice, failure, next_attempt_at: next_try_at, created: billed_at } = row
    const facts = { invoice, subscription, due: moneyIn(row), billed_at, failure, next_try_at }
    return [announcement('payment_failed', { about: id, person, at, facts })]
  })
}

async function refunded(trx: Transaction<Schema>, { members, since }: Window) {
  const rows = await trx
    .selectFrom('refund as r')
    .innerJoin('payment as p', (join) =>
      join.onRef('p.member_id', '=', 'r.member_id').onRef('p.id', '=', 'r.payment'),
    )
    .select(['r.id', 'r.member_id', 'r.amount_minor', 'r.currency', 'r.made_at'])
    .select(['p.amount_minor as paid_minor', 'p.currency as paid_currency'])
    .select('p.made_at as paid_at')
    .where('r.member_id', '=', sql<string>`any(${members})`)
    .where('r.made_at', '>=', since)
    .where('r.state', '=', 'succeeded')
    .execute()
  return rows.map(({ id, member_id: person, made_at: at, paid_at, ...row }) => {
    const paid = moneyIn({ amount_minor: row.paid_minor, currency: row.paid_currency })
    const facts = { refund: id, amount: moneyIn(row), paid, paid_at }
    return announcement('refund_made', { about: id, person, at, facts })
  })
}
