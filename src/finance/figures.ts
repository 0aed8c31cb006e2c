import { type RawBuilder, sql } from 'kysely'
import { earnedClasses, shareClasses } from '../ledger/classes.ts'

/**
 * Which money counts: finance.md 1.3. On `recognised` what was deferred
 * and is earned counts beside the entries (finance/deferred/earned.ts).
 */
export const bases = ['net', 'gross', 'after_fees', 'recognised'] as const
export type Basis = (typeof bases)[number]

/** The amounts that reports name, each a sum over entries. */
export const revenueFigures = [
  'gross_minor',
  'tax_minor',
  'refunds_minor',
  'disputes_minor',
  'net_minor',
  'fees_minor',
  'net_after_fees_minor',
  'fx_minor',
] as const
/** All income once more, told apart as INN’s surveys do (finance.md 1.3); they add up to the total. */
const innFigures = [
  'inn_individual_minor',
  'inn_foundation_minor',
  'inn_earned_minor',
  'inn_other_minor',
] as const
export const shareFigures = [
  'reader_minor',
  'reader_stripe_minor',
  'reader_other_minor',
  'total_minor',
  ...innFigures,
] as const
/** What moved Stripe's balance: all of it, all but payouts, and what payouts took out of it. */
export const balanceFigures = ['balance_minor', 'activity_minor', 'payouts_minor'] as const
/** `amount_minor` is a class's part of the total. */
export const figureNames = [
  ...revenueFigures,
  ...shareFigures,
  ...balanceFigures,
  'amount_minor',
] as const
export type RevenueFigure = (typeof revenueFigures)[number]
export type ShareFigure = (typeof shareFigures)[number]
export type FigureName = (typeof figureNames)[number]

type Figure = RawBuilder<bigint>

/**
 * What a row contributes to a figure, over the columns kind, source, class, amount, tax, fee and fx of
 * valued entries. Each is linear in the last four, so it means the same on one entry and on the
 * sums of entries alike in the first three: a report and its rows cannot part.
 */
export function figure(name: FigureName, basis: Basis): Figure {
  switch (name) {
    case 'reader_minor':
    case 'inn_individual_minor':
      return where(ofReaders, onBasis(basis))
    case 'reader_stripe_minor':
      return where(byStripe, onBasis(basis))
    case 'reader_other_minor':
      return where(sql`${ofReaders} and not (${byStripe})`, onBasis(basis))
    case 'total_minor':
    case 'amount_minor':
      return onBasis(basis)
    case 'inn_foundation_minor':
      return where(sql`coalesce(class, '') = 'foundation'`, onBasis(basis))
    case 'inn_earned_minor':
      return where(isEarned, onBasis(basis))
    case 'inn_other_minor':
      return where(
        sql`not (${ofReaders} or ${isEarned} or coalesce(class, '') = 'foundation')`,
        onBasis(basis),
      )
    case 'balance_minor':
      return where(byStripe, moved)
    case 'activity_minor':
      return where(sql`${byStripe} and not (${isPayout})`, moved)
    case 'payouts_minor':
      return where(sql`${byStripe} and ${isPayout}`, sql`(-${moved})`)
    default:
      return revenue[name]
  }
}

/** All money through Stripe is readers' (its classes are membership and gift, or not yet known). */
const byStripe = sql`source = 'stripe'`
const ofReaders = sql`(${byStripe} or coalesce(class, '') = 'reader')`
const isEarned = sql`coalesce(class, '') = any(${earnedClasses})`
const inShare = sql`(${byStripe} or coalesce(class, '') = any(${shareClasses}))`

const isPayout = sql`kind in ('payout', 'payout_reversal')`
const moved: Figure = sql`(amount - fee)`

function where(condition: RawBuilder<unknown>, figure: Figure): Figure {
  return sql`case when ${condition} then ${figure} else 0 end`
}

const gross: Figure = where(
  sql`kind in ('payment', 'payment_failure') or (kind = 'income' and ${inShare})`,
  sql`amount`,
)
const refunds: Figure = where(sql`kind in ('refund', 'refund_failure')`, sql`-amount`)
const disputes: Figure = where(sql`kind in ('dispute', 'dispute_reversal')`, sql`-amount`)
/** With the sign of the amount: what is given back takes its tax along (docs/figures.md, Revenue). */
const tax: Figure = sql`tax`
const net: Figure = sql`(${gross} - ${tax} - ${refunds} - ${disputes})`
/** Stripe's other fees are rows of their own, whose amount is the fee. */
const fees: Figure = sql`(${where(inShare, sql`fee`)} - ${where(sql`kind = 'fee'`, sql`amount`)})`
const netAfterFees: Figure = sql`(${net} - ${fees})`

const revenue: Readonly<Record<RevenueFigure, Figure>> = {
  gross_minor: gross,
  tax_minor: tax,
  refunds_minor: refunds,
  disputes_minor: disputes,
  net_minor: net,
  fees_minor: fees,
  net_after_fees_minor: netAfterFees,
  fx_minor: sql`fx`,
}

function onBasis(basis: Basis): Figure {
  switch (basis) {
    case 'gross':
      return gross
    case 'after_fees':
      return netAfterFees
    case 'net':
    case 'recognised':
      return net
  }
}
