import Fraction from 'fraction.js'
import type { Line } from '../persons/line.ts'
import { type Amounts, negated } from './amounts.ts'
import { amountsIn, moreOf } from './lines.ts'
import type { Totals } from './series.ts'

/** Lines of amounts under a measure; `more` is what else tells them apart. */
type LinesOf = (measure: string, amounts: Amounts, more?: string) => Line[]

/**
 * What somebody who stays pays more or less, as lines: `expansion` or `contraction`, both positive; or
 * `swap`, signed, where it fell in one currency and rose in another, so that only rates tell which of
 * the two it was. `who` tells one swap from another.
 */
export function changeLines(moved: Amounts, who: string, linesOf: LinesOf): Line[] {
  const signs = new Set([...moved.values()].map(({ s }) => s))
  if (signs.size > 1) return linesOf('swap', moved, who)
  return signs.has(-1n) ? linesOf('contraction', negated(moved)) : linesOf('expansion', moved)
}

/** What such lines come to. */
export type Changes = Readonly<{
  expansion: Amounts
  contraction: Amounts
  /** One each change that fell in one currency and rose in another. */
  swaps: readonly Amounts[]
}>

/** `of`: the lines of a measure. */
export function changesIn(of: (measure: string) => Totals): Changes {
  const swaps = [...Map.groupBy(of('swap'), moreOf).values()].map(amountsIn)
  return {
    expansion: amountsIn(of('expansion')),
    contraction: amountsIn(of('contraction')),
    swaps: swaps.filter(({ size }) => size > 0),
  }
}

/** What rose and what fell, both positive: who changed currency counts by what that comes to. */
export function roseAndFell(
  { expansion, contraction, swaps }: Changes,
  worthOf: (amounts: Amounts) => Fraction,
): Readonly<{ rose: Fraction; fell: Fraction }> {
  const swapped = swaps.map(worthOf)
  return {
    rose: totalOf([worthOf(expansion), ...swapped.filter(({ s }) => s > 0n)]),
    fell: totalOf([
      worthOf(contraction),
      ...swapped.filter(({ s }) => s < 0n).map((one) => one.neg()),
    ]),
  }
}

export function totalOf(amounts: readonly Fraction[]): Fraction {
  return amounts.reduce((sum, amount) => sum.add(amount), new Fraction(0))
}
