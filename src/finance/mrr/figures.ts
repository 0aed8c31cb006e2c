import type Fraction from 'fraction.js'
import { wholeOf } from '../../platform/money/rounding.ts'
import { type Known, known } from '../known.ts'
import type { Amounts } from '../movements/amounts.ts'
import { roseAndFell, totalOf } from '../movements/change.ts'
import { type Reason, reasons } from '../movements/reason.ts'
import { splitOf } from '../split.ts'
import type { NativeMrr } from './native.ts'

/** One range's recurring revenue in one currency, exactly, minor units a month. */
export type ExactMrr = Readonly<{
  opening: Fraction
  new: Fraction
  reactivation: Fraction
  expansion: Fraction
  contraction: Fraction
  churn: Readonly<Record<Reason, Fraction>>
  fx: Fraction
  closing: Fraction
}>

/** What amounts a year come to in the reporting currency at the opening's and at the closing's rate. */
export type Rates = Readonly<{
  atOpening: (amounts: Amounts) => Fraction
  atClosing: (amounts: Amounts) => Fraction
}>

/**
 * Opening at the opening rate, all else at the closing rate; `fx` is what the opening gained by the
 * change of rates, so that opening and movements come to closing exactly (finance.md 1.4).
 */
export function exactMrr(native: NativeMrr, { atOpening, atClosing }: Rates): ExactMrr {
  const monthly = (amounts: Amounts) => atClosing(amounts).div(12)
  const { rose, fell } = roseAndFell(native, monthly)
  const opening = atOpening(native.opening).div(12)
  return {
    opening,
    new: monthly(native.new),
    reactivation: monthly(native.reactivation),
    expansion: rose,
    contraction: fell,
    churn: {
      voluntary: monthly(native.churn.voluntary),
      payment_failed: monthly(native.churn.payment_failed),
      paused: monthly(native.churn.paused),
    },
    fx: monthly(native.opening).sub(opening),
    closing: monthly(native.closing),
  }
}

/** The same as printed: whole minor units, contraction and churn positive. */
export type PrintedMrr = Readonly<Record<Exclude<keyof ExactMrr, 'churn'>, bigint>> &
  Readonly<{ churn: bigint; churnBy: Readonly<Record<Reason, bigint>>; arr: bigint }>

/**
 * Opening and closing are rounded once each. The movements are their difference, split by largest
 * remainder, so that opening + new + reactivation + expansion − contraction − churn + fx = closing holds
 * on the printed figures; where no amount has a fraction each is its own.
 */
export function printedMrr(exact: ExactMrr): PrintedMrr {
  const [opening, closing] = [wholeOf(exact.opening), wholeOf(exact.closing)]
  const churned = churnOf(exact)
  const parts = [exact.new, exact.reactivation, exact.expansion, exact.contraction.neg()]
  const moved = splitOf(closing - opening, [...parts, churned.neg(), exact.fx])
  const [fresh = 0n, reactivation = 0n, expansion = 0n, fell = 0n, lost = 0n, fx = 0n] = moved
  const [voluntary = 0n, payment_failed = 0n, paused = 0n] = splitOf(
    -lost,
    reasons.map((reason) => exact.churn[reason]),
  )
  return {
    ...{ opening, new: fresh, reactivation, expansion, contraction: -fell, churn: -lost },
    ...{ fx, closing, arr: wholeOf(exact.closing.mul(12)) },
    churnBy: { voluntary, payment_failed, paused },
  }
}

function churnOf({ churn }: ExactMrr): Fraction {
  return totalOf(reasons.map((reason) => churn[reason]))
}

/** (new + reactivation + expansion) ÷ (contraction + churn), unless nothing was lost. */
export function quickRatioOf(exact: ExactMrr): Known<Fraction> {
  const lost = exact.contraction.add(churnOf(exact))
  return known([[lost.n === 0n, 'nothing_lost']], () =>
    totalOf([exact.new, exact.reactivation, exact.expansion]).div(lost),
  )
}
