import type Stripe from 'stripe'
import * as z from 'zod'
import { beginRetry, endRetry } from '../../members/card-retries.ts'
import { memberOfCustomer } from '../../members/identity.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { handler } from '../../platform/outbox/work.ts'
import { defaultMethodOf } from '../objects/customer.ts'
import { listOf, orNull, reference, text } from '../objects/fields.ts'
import type { SyncDeps } from '../sync/effect.ts'
import { newCardWork } from '../sync/new-card.ts'
import { type Held, heldIn } from './held.ts'
import { keepRead } from './keep-read.ts'
import { payOnce } from './pay-once.ts'

const about = z.object({ customer: z.string(), method: z.string() })

/**
 * A customer's new card: it takes the place of the old one in all their memberships (which have a way
 * to pay of their own, so that the customer's alone would not be used), and every bill that is open is
 * tried by it, once. Throws when Stripe is silent: the queue tries again.
 */
const takeNewCard = handler<SyncDeps, typeof about>(about, async (deps, { customer, method }) => {
  const { stripe } = deps
  // another card may have been chosen since this was queued
  if (defaultMethodOf(await stripe.customers.retrieve(customer)) !== method) return
  const running = await runningMemberships(stripe, customer)
  for (const { id } of running.filter((held) => held.method !== null && held.method !== method)) {
    const idempotencyKey = `card:${id}:${method}`
    await stripe.subscriptions.update(id, { default_payment_method: method }, { idempotencyKey })
  }
  for (const bill of await failedBills(stripe, customer)) {
    const isOwed = running.some(({ id }) => id === bill.subscription)
    if (isOwed) await payBy(deps, { bill, customer, method })
  }
})

/** Who does the work that `sync/new-card.ts` queues. */
export const newCardHandlers = { [newCardWork]: takeNewCard }

async function failedBills(stripe: Stripe, customer: string): Promise<Failed[]> {
  const open = await stripe.invoices.list({ customer, status: 'open', limit: 100 })
  const expand = ['payments.data.payment.payment_intent']
  const ids = open.data.flatMap(({ id }) => id ?? [])
  const whole = await Promise.all(ids.map((id) => stripe.invoices.retrieve(id, { expand })))
  return whole.flatMap((invoice) => billIn(invoice) ?? [])
}

async function runningMemberships(stripe: Stripe, customer: string): Promise<Held[]> {
  const { data } = await stripe.subscriptions.list({ customer, limit: 100 })
  return data.flatMap((one) => heldIn(one) ?? []).filter(({ phase }) => phase !== 'ended')
}

/** An open bill that was tried in vain, and by what it was tried. */
type Failed = Readonly<{ id: string; subscription: string | null; triedBy: string | null }>

const intent = z.object({
  payment_method: orNull(reference),
  last_payment_error: orNull(z.object({ payment_method: orNull(reference) })),
})
const shape = z.object({
  id: text,
  attempt_count: z.int(),
  parent: orNull(z.object({ subscription_details: orNull(z.object({ subscription: reference })) })),
  payments: listOf(z.object({ payment: z.object({ payment_intent: orNull(z.unknown()) }) })),
})

function billIn(invoice: unknown): Failed | null {
  const read = shape.safeParse(invoice)
  if (!read.success || read.data.attempt_count === 0) return null
  const { id, parent, payments } = read.data
  const tried = intent.safeParse(payments[0]?.payment.payment_intent)
  const { last_payment_error, payment_method } = tried.success
    ? tried.data
    : { last_payment_error: null, payment_method: null }
  const triedBy = last_payment_error?.payment_method ?? payment_method
  return { id, subscription: parent?.subscription_details?.subscription ?? null, triedBy }
}

type Trying = Readonly<{ bill: Failed; customer: string; method: string }>

/** Asks for one bill by the new card, unless that has been done or is what failed. */
async function payBy(deps: SyncDeps, { bill, customer, method }: Trying): Promise<void> {
  const { db, clock, stripe } = deps
  const member = await memberOfCustomer(readerOf(db), customer)
  if (member === null) return
  const retry = { member_id: member.id, invoice: bill.id, method }
  if (!(await beginRetry(db, retry, clock.now()))) return
  const isSame = bill.triedBy === method
  const outcome = isSame ? 'same_method' : await payOnce(stripe, bill.id, { key: method, method })
  await endRetry(db, retry, { now: clock.now(), outcome })
  const subscription = bill.subscription === null ? [] : [bill.subscription]
  await keepRead(deps, [
    { type: 'invoice', id: bill.id },
    ...subscription.map((id) => ({ type: 'subscription', id }) as const),
  ])
}
