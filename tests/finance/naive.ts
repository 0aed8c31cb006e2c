import type { Basis, balanceFigures, FigureName } from '../../src/finance/figures.ts'
import { outsideClasses } from '../../src/ledger/classes.ts'
import type { Booking } from '../ledger/builders.ts'

/** Units for one EUR, every fifth day: no day of the stories is without one. */
export const rates = Array.from({ length: 20 }, (_, index) => {
  const day = new Date(Date.UTC(2025, 11, 30 + index * 5)).toISOString().slice(0, 10)
  return [
    { currency: 'USD', day, rate: `1.0${index}37` },
    { currency: 'JPY', day, rate: `16${index % 10}.25` },
  ]
}).flat()

/** What is counted here; Stripe's balance is counted where it is reconciled. */
type Counted = Exclude<FigureName, (typeof balanceFigures)[number]>

/** A figure counted row by row in plain integers, as finance.md 1.2 and 1.3 tell it. */
export function naiveFigure(bookings: readonly Booking[], figure: Counted, basis: Basis): bigint {
  return bookings.reduce((sum, booking) => sum + contribution(booking, bookings, figure, basis), 0n)
}

function contribution(
  { entry, label }: Booking,
  all: readonly Booking[],
  figure: Counted,
  basis: Basis,
): bigint {
  const charge = all.find(
    (one) => one.entry.kind === 'payment' && one.entry.charge === entry.charge,
  )
  const back = entry.kind === 'refund' || entry.kind === 'refund_failure'
  const rateDay = back && charge ? charge.entry.day : entry.day
  const [amount, fee] = [entry.amount_minor, entry.fee_minor].map((minor) =>
    inEuro(minor, entry.currency, rateDay),
  )
  const own = inEuro(entry.amount_minor, entry.currency, entry.day)
  const ownFee = inEuro(entry.fee_minor, entry.currency, entry.day)
  if (amount === undefined || fee === undefined) throw new TypeError('two amounts')
  const outside: readonly string[] = outsideClasses
  const counts = !(entry.kind === 'income' && outside.includes(label.class ?? ''))
  const gross =
    ['payment', 'payment_failure', 'income'].includes(entry.kind) && counts ? amount : 0n
  const refunds = back ? -amount : 0n
  const disputes = entry.kind.startsWith('dispute') ? -amount : 0n
  const net = gross - refunds - disputes
  const fees = (counts ? fee : 0n) + (entry.kind === 'fee' ? -amount : 0n)
  const total = basis === 'gross' ? gross : basis === 'after_fees' ? net - fees : net
  const stripe = entry.source === 'stripe'
  const inn = innOf(stripe ? 'membership' : (label.class ?? ''))
  const figures: Record<Counted, bigint> = {
    gross_minor: gross,
    tax_minor: 0n,
    refunds_minor: refunds,
    disputes_minor: disputes,
    net_minor: net,
    fees_minor: fees,
    net_after_fees_minor: net - fees,
    fx_minor: back ? own - ownFee - (amount - fee) : 0n,
    reader_minor: stripe || label.class === 'reader' ? total : 0n,
    reader_stripe_minor: stripe ? total : 0n,
    reader_other_minor: !stripe && label.class === 'reader' ? total : 0n,
    total_minor: total,
    inn_individual_minor: inn === 'individual' ? total : 0n,
    inn_foundation_minor: inn === 'foundation' ? total : 0n,
    inn_earned_minor: inn === 'earned' ? total : 0n,
    inn_other_minor: inn === 'other' ? total : 0n,
    amount_minor: total,
  }
  return figures[figure]
}

function innOf(name: string): 'individual' | 'foundation' | 'earned' | 'other' {
  if (['membership', 'gift', 'reader'].includes(name)) return 'individual'
  if (name === 'foundation') return 'foundation'
  const sold = ['advertising', 'sponsorship', 'events', 'syndication', 'commerce']
  return sold.includes(name) ? 'earned' : 'other'
}

function inEuro(minor: bigint, currency: string, day: string): bigint {
  if (currency === 'EUR') return minor
  const latest = rates
    .filter((one) => one.currency === currency && one.day <= day)
    .sort((a, b) => (a.day < b.day ? 1 : -1))[0]
  if (!latest) throw new RangeError(`no rate of ${currency} for ${day}`)
  const [whole = '', decimals = ''] = latest.rate.split('.')
  const units = BigInt(`${whole}${decimals}`)
  const cents = currency === 'JPY' ? 100n : 1n
  const [top, bottom] = [abs(minor) * 10n ** BigInt(decimals.length) * cents, units]
  const rounded = (top * 2n + bottom) / (bottom * 2n)
  return minor < 0n ? -rounded : rounded
}

function abs(minor: bigint): bigint {
  return minor < 0n ? -minor : minor
}
