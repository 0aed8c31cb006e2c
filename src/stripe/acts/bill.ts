import type Stripe from 'stripe'
import * as z from 'zod'
import { phaseOf } from '../../members/phase.ts'
import { currencyOf } from '../../platform/money/currency.ts'
import type { Money } from '../../platform/money/money.ts'
import { refusalIn, strange } from '../calls/refusal.ts'
import { listOf, orNull, text } from '../objects/fields.ts'
import { parseInvoice } from '../objects/invoice.ts'
import { parseSubscription } from '../objects/subscription.ts'
import { patience } from './held.ts'

/** A bill as whoever is to pay it may know of it. */
export type Bill = Readonly<{
  /**
   * `over`: not paid, and the membership that it was for has ended, so that nobody expects it.
   * `under_way`: a bank has been asked for it.
   */
  state: 'open' | 'under_way' | 'paid' | 'void' | 'over'
  sum: Money
  /** Stripe's page of it, while it is to be paid. */
  payUrl: string | null
  billedAt: Date
  /** The bank's word for the last try in vain, for the payer alone. */
  failure: string | null
  /** When Stripe tries again by itself. */
  nextTry: Date | null
}>
export type ReadBill =
  | Readonly<{ kind: 'bill'; bill: Bill }>
  | Readonly<{ kind: 'not_found' }>
  | Readonly<{ kind: 'away'; reason: string }>

type Client = Pick<Stripe, 'invoices' | 'subscriptions'>

/** Asks Stripe itself: a page about money says what is true now. */
export async function readBill(stripe: Client, id: string): Promise<ReadBill> {
  const expand = ['payments.data.payment.payment_intent']
  try {
    const invoice = await stripe.invoices.retrieve(id, { expand }, patience)
    const bill = await billOf(stripe, invoice)
    return bill === null
      ? { kind: 'away', reason: strange('invoice').reason }
      : { kind: 'bill', bill }
  } catch (error) {
    const { status, reason } = refusalIn(error)
    return status === 404 ? { kind: 'not_found' } : { kind: 'away', reason }
  }
}

async function billOf(stripe: Client, invoice: unknown): Promise<Bill | null> {
  const told = parseInvoice(invoice)
  const currency = currencyOf(told.currency)
  if (currency === null) return null
  const tries = triesOf(invoice)
  const state = await stateOf(stripe, told, tries.underWay)
  const minor = state === 'paid' ? told.amount_paid_minor : told.amount_due_minor
  const payUrl = state === 'open' ? told.pay_url : null
  const { created: billedAt, next_attempt_at: nextTry } = told
  return { state, sum: { minor, currency }, payUrl, billedAt, failure: tries.failure, nextTry }
}

type Told = ReturnType<typeof parseInvoice>

async function stateOf(
  stripe: Client,
  { status, subscription }: Told,
  underWay: boolean,
): Promise<Bill['state']> {
  if (status === 'paid' || status === 'void') return status
  if (underWay) return 'under_way'
  if (status !== 'open') return 'over'
  return (await hasEnded(stripe, subscription)) ? 'over' : 'open'
}

async function hasEnded(stripe: Client, id: string | null): Promise<boolean> {
  if (id === null) return false
  const told = parseSubscription(await stripe.subscriptions.retrieve(id, {}, patience))
  return phaseOf(told) === 'ended'
}

const intent = z.object({
  status: text,
  last_payment_error: orNull(z.object({ decline_code: orNull(text), code: orNull(text) })),
})
const collected = z.object({
  payments: listOf(
    z.object({ payment: z.object({ payment_intent: intent.nullish().catch(null) }) }),
  ),
})

/** How asking for it has gone, as far as Stripe shows it. */
function triesOf(invoice: unknown): Readonly<{ underWay: boolean; failure: string | null }> {
  const read = collected.safeParse(invoice)
  const payments = read.success ? read.data.payments : []
  const intents = payments.flatMap(({ payment }) => payment.payment_intent ?? [])
  const failed = intents.find(({ last_payment_error }) => last_payment_error !== null)
  const { decline_code = null, code = null } = failed?.last_payment_error ?? {}
  const underWay = intents.some(({ status }) => status === 'processing')
  const isAsked = intents.some(({ status }) => status === 'requires_action')
  return { underWay, failure: decline_code ?? code ?? (isAsked ? 'authentication_required' : null) }
}
