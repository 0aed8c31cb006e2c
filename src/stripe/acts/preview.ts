import type Stripe from 'stripe'
import * as z from 'zod'
import type { Clock } from '../../platform/clock.ts'
import type { Money } from '../../platform/money/money.ts'
import { refusalIn, strange } from '../calls/refusal.ts'
import { minor } from '../objects/fields.ts'
import { type Held, patience } from './held.ts'
import { priceDataOf, unitOf } from './price.ts'
import { type Rhythm, renewalAt, renewalFrom } from './renewals.ts'
import type { Return } from './return.ts'
import type { Wish } from './wish.ts'

/**
 * What is charged when, if the act is done. `now`: at once, by the act itself. `next`: the first charge
 * after that, null where there will be none. `credit`: what was paid before and pays for later.
 */
export type Charges = Readonly<{
  now: Money | null
  next: Readonly<{ amount: Money; at: Date }> | null
  credit: Money | null
}>
export type Preview =
  | Readonly<{ kind: 'preview'; charges: Charges }>
  | Readonly<{ kind: 'refused'; code: string | null }>
  | Readonly<{ kind: 'away'; reason: string }>

type Deps = Readonly<{ stripe: Pick<Stripe, 'invoices'>; clock: Clock }>

/** The next charge as Stripe reckons it; nothing is changed by asking. Days come from the rhythm. */
export async function previewOf(deps: Deps, held: Held, wish: Wish | Return): Promise<Preview> {
  const asked = questionOf(held, wish)
  if (asked === null) return { kind: 'preview', charges: { now: null, next: null, credit: null } }
  try {
    const bill = await billOf(deps, asked)
    if (bill === null) return { kind: 'away', reason: strange('invoice').reason }
    return { kind: 'preview', charges: chargesOf(deps, { held, wish, bill }) }
  } catch (error) {
    const { kind, status, code, reason } = refusalIn(error)
    const isNo = kind === 'answered' && status !== null && status < 500 && status !== 429
    return isNo ? { kind: 'refused', code } : { kind: 'away', reason }
  }
}

type Question = Stripe.InvoiceCreatePreviewParams

/** Null where no charge follows, so that there is nothing to ask. */
function questionOf(held: Held, wish: Wish | Return): Question | null {
  const { id: subscription, customer, item } = held
  switch (wish.act) {
    case 'leave':
      return null
    case 'pause':
    case 'resume':
      return { subscription }
    case 'stay':
      return { subscription, subscription_details: { cancel_at_period_end: false } }
    case 'amount': {
      if (item === null) return null
      const price_data = priceDataOf(item.product, { ...item, amount: wish.amount })
      const items = [{ id: item.id, price_data, quantity: 1 }]
      return { subscription, subscription_details: { items, proration_behavior: 'none' } }
    }
    case 'frequency': {
      if (item === null) return null
      const rhythm = { amount: wish.amount, unit: unitOf(wish.frequency), count: 1 }
      const items = [{ id: item.id, price_data: priceDataOf(item.product, rhythm), quantity: 1 }]
      const proration_date = Math.floor(wish.at.getTime() / 1000)
      return { subscription, subscription_details: { items, proration_date } }
    }
    case 'return': {
      if (item === null) return null
      const rhythm = { amount: wish.amount, unit: unitOf(wish.frequency), count: 1 }
      const items = [{ price_data: priceDataOf(item.product, rhythm), quantity: 1 }]
      return { customer, subscription_details: { items } }
    }
  }
}

const bill = z.object({ amount_due: minor, ending_balance: minor.nullable() })
type Bill = z.output<typeof bill>

async function billOf({ stripe }: Deps, question: Question): Promise<Bill | null> {
  const read = bill.safeParse(await stripe.invoices.createPreview(question, patience))
  return read.success ? read.data : null
}

type Asked = Readonly<{ held: Held; wish: Wish | Return; bill: Bill }>

function chargesOf({ clock }: Deps, { held, wish, bill }: Asked): Charges {
  const now = clock.now()
  switch (wish.act) {
    case 'frequency':
    case 'return': {
      const rhythm = { anchor: now, unit: unitOf(wish.frequency), count: 1 }
      return atOnce(bill, wish.amount, rhythm)
    }
    case 'amount':
      return later(held, bill, { amount: wish.amount, at: held.periodEnd ?? now })
    case 'pause': {
      const rhythm = rhythmOf(held)
      const at = renewalFrom(rhythm, latestOf(wish.until, held.periodEnd ?? now))
      return later(held, bill, { amount: held.amount, at })
    }
    case 'resume':
      // stopped by its status, it begins anew at once; where only collection rests, it goes on
      return held.status === 'paused'
        ? atOnce(bill, held.amount, { ...rhythmOf(held), anchor: now })
        : later(held, bill, { amount: held.amount, at: held.periodEnd ?? now })
    case 'stay':
      return later(held, bill, { amount: held.amount, at: held.periodEnd ?? now })
    case 'leave':
      return { now: null, next: null, credit: null }
  }
}

type Regular = Readonly<{ amount: Money; at: Date }>

/** Billed by the act itself; what is not due now is credit, which pays what comes. */
function atOnce({ amount_due, ending_balance }: Bill, amount: Money, rhythm: Rhythm): Charges {
  const of = (minor: bigint) => ({ minor, currency: amount.currency })
  const credit = ending_balance !== null && ending_balance < 0n ? -ending_balance : 0n
  const next = chargeAfter(credit, { amount, at: renewalAt(rhythm, 1) }, rhythm)
  return {
    now: amount_due > 0n ? of(amount_due) : null,
    next,
    credit: credit > 0n ? of(credit) : null,
  }
}

/** Billed at the next renewal, unless credit of earlier days pays that one too. */
function later(held: Held, { amount_due, ending_balance }: Bill, regular: Regular): Charges {
  const { currency } = held.amount
  if (amount_due > 0n) {
    return {
      now: null,
      next: { ...regular, amount: { minor: amount_due, currency } },
      credit: null,
    }
  }
  const credit = ending_balance !== null && ending_balance < 0n ? -ending_balance : 0n
  const rhythm = { ...rhythmOf(held), anchor: regular.at }
  const next = chargeAfter(credit, { ...regular, at: renewalAt(rhythm, 1) }, rhythm)
  return { now: null, next, credit: credit > 0n ? { minor: credit, currency } : null }
}

/** The first charge that credit does not pay whole, counted on from the first that it might. */
function chargeAfter(credit: bigint, { amount, at }: Regular, rhythm: Rhythm): Charges['next'] {
  if (amount.minor <= 0n) return null
  const paid = credit / amount.minor
  const left = amount.minor - (credit % amount.minor)
  const anchored = { ...rhythm, anchor: at }
  return { amount: { ...amount, minor: left }, at: renewalAt(anchored, Number(paid)) }
}

function rhythmOf({ anchor, item }: Held): Rhythm {
  return { anchor, unit: item?.unit ?? 'month', count: item?.count ?? 1 }
}

function latestOf(one: Date, other: Date): Date {
  return one > other ? one : other
}
