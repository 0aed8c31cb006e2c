import { needsInstrument } from '../checkout/pay.ts'
import { newsroomName } from '../newsroom.ts'
import type { Recurring } from '../objects/price.ts'
import type { CheckoutSession, CustomField } from '../objects/session.ts'
import { shown } from '../validate/currency.ts'

/** What is being paid for, in words. */
export type Bill = {
  merchant: string
  what: string
  /** What the price is made of, what is taken off it included. */
  lines: { what: string; price: string }[]
  /** `€10.00`, `€10.00 per month` or `14 days free`; null where nothing is ever charged here. */
  price: string | null
  /** What follows: `then €7.00 per month`. */
  after: string | null
  /** The same in the payer's own money. */
  presented: string | null
  button: string
  back: string | null
  /** Whether a card or an account has to be given; whether it may be. */
  needsCard: boolean
  takesCard: boolean
  /** Whether a bank account can pay: SEPA takes euros only. */
  takesIban: boolean
  takesCode: boolean
  questions: CustomField[]
  /** Whether the terms must be agreed to, and whether news may be offered. */
  asksTerms: boolean
  asksNews: boolean
}

/** What the payment page says about a session. */
export function billOf(session: CheckoutSession): Bill {
  const { cancel_url, consent_collection: consent } = session
  const price = priceOf(session)
  const needsCard = needsInstrument(session)
  return {
    merchant: newsroomName,
    what: session._order.items[0]?.description ?? setupWords(session),
    lines: linesOf(session),
    price,
    after: afterOf(session),
    presented: presentedOf(session),
    button: buttonWords(session, price),
    back: cancel_url,
    needsCard,
    takesCard: needsCard || session.mode !== 'payment',
    takesIban: session.payment_method_types.includes('sepa_debit'),
    takesCode: session.allow_promotion_codes === true,
    questions: session.custom_fields,
    asksTerms: consent?.terms_of_service === 'required',
    asksNews: consent?.promotions === 'auto',
  }
}

/** Everything of it that is about money, to know whether the payer has seen it. */
export function sumOf({ price, after, presented }: Bill): string {
  return [price, after, presented].filter((part) => part !== null).join(', ')
}

function linesOf(session: CheckoutSession): Bill['lines'] {
  const lines = session._order.items.map((line) => ({
    what: line.description ?? '',
    price: words(session, line.amount_subtotal),
  }))
  const off = session.total_details?.amount_discount ?? 0
  return off === 0 ? lines : [...lines, { what: 'Discount', price: words(session, -off) }]
}

function words({ currency }: CheckoutSession, minor: number): string {
  return shown({ amount: minor, currency: currency ?? 'eur' })
}

function priceOf(session: CheckoutSession): string | null {
  const { mode, amount_total, _order, _discount: discount } = session
  if (mode === 'setup') return null
  if (_order.trial && !amount_total) return `${daysOf(session)} free`
  const isOnce = _order.trial || discount?.duration === 'once'
  return `${words(session, amount_total ?? 0)}${isOnce ? '' : everyOf(session)}`
}

/** What it costs when a trial or a discount is over; nothing to say when it stays as it is. */
function afterOf(session: CheckoutSession): string | null {
  const { _order, _discount: discount } = session
  const full = `then ${words(session, regular(session))}${everyOf(session)}`
  if (!regular(session)) return null
  if (_order.trial || discount?.duration === 'once') return full
  if (discount?.duration !== 'repeating') return null
  const { duration_in_months: months } = discount
  return `for ${months === 1 ? '1 month' : `${months} months`}, ${full}`
}

/** What the subscription costs for a period without any discount; 0 where there is none. */
function regular({ _order }: CheckoutSession): number {
  return _order.items
    .filter(({ price }) => price.recurring)
    .reduce((sum, { price, quantity }) => sum + (price.unit_amount ?? 0) * (quantity ?? 1), 0)
}

function everyOf({ _order }: CheckoutSession): string {
  const recurring = _order.items.find(({ price }) => price.recurring)?.price.recurring
  return recurring ? intervalWords(recurring) : ''
}

function intervalWords({ interval, interval_count: count }: Recurring) {
  return count === 1 ? ` per ${interval}` : ` every ${count} ${interval}s`
}

function daysOf({ _order, created }: CheckoutSession): string {
  const { trial } = _order
  if (!trial) return ''
  const days = 'days' in trial ? trial.days : Math.round((trial.end - created) / 86_400)
  return days === 1 ? '1 day' : `${days} days`
}

function presentedOf({ presentment_details: details }: CheckoutSession): string | null {
  if (!details) return null
  const { presentment_amount: amount, presentment_currency: currency } = details
  return shown({ amount, currency })
}

function setupWords({ mode }: CheckoutSession): string {
  return mode === 'setup' ? 'Keep a way of paying' : 'Payment'
}

/** `auto` is a plain payment or a subscription, as on Stripe's own page. */
function buttonWords(session: CheckoutSession, price: string | null): string {
  const { mode, submit_type, amount_total } = session
  if (mode === 'setup') return 'Save'
  if (session._order.trial && !amount_total) return 'Start trial'
  if (mode === 'payment' && amount_total === 0) return 'Complete'
  switch (submit_type) {
    case 'donate':
      return `Donate ${price}`
    case 'book':
      return `Book for ${price}`
    case 'pay':
      return `Pay ${price}`
    case 'subscribe':
      return 'Subscribe'
    default:
      return mode === 'subscription' ? 'Subscribe' : `Pay ${price}`
  }
}
