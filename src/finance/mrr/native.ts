import { type Amounts, negated, sumOf } from '../movements/amounts.ts'
import { type Changes, changesIn } from '../movements/change.ts'
import { amountsIn } from '../movements/lines.ts'
import { type Reason, reasons } from '../movements/reason.ts'
import { seriesOf, sumIn, type Totals } from '../movements/series.ts'
import type { Range } from '../period.ts'
import type { LineSum } from '../persons/line.ts'
import { falling, rising } from './lines.ts'

/** Recurring revenue of one range in its own currencies, minor units a year. Everything positive but `swaps`. */
export type NativeMrr = Changes &
  Readonly<{
    opening: Amounts
    closing: Amounts
    new: Amounts
    reactivation: Amounts
    churn: Readonly<Record<Reason, Amounts>>
    openingMembers: bigint
    members: bigint
  }>

/** What the lines come to in each range. */
export function nativeMrr(sums: readonly LineSum[]): (range: Range) => NativeMrr {
  const { before, within } = seriesOf(sums)
  return (range) => {
    const of = (measure: string) => within(measure, range)
    const opening = balanceOf((measure) => before(measure, range.from))
    const openingMembers = sumIn(before('members', range.from))
    const churned = (reason: Reason) => amountsIn(of(`churn.${reason}`))
    return {
      opening,
      closing: sumOf([opening, balanceOf(of)]),
      new: amountsIn(of('new')),
      reactivation: amountsIn(of('reactivation')),
      ...changesIn(of),
      churn: {
        voluntary: churned('voluntary'),
        payment_failed: churned('payment_failed'),
        paused: churned('paused'),
      },
      openingMembers,
      members: openingMembers + sumIn(of('members')),
    }
  }
}

/** What is there after these movements. */
function balanceOf(moved: (measure: string) => Totals): Amounts {
  const of = (measures: readonly string[]) => amountsIn(measures.flatMap(moved))
  return sumOf([of([...rising, 'swap']), negated(of(falling))])
}

/** Every amount that is converted at the closing day's rate. */
export function convertedAtClosing(native: NativeMrr): Amounts[] {
  const { opening, closing, new: fresh, reactivation, expansion, contraction, churn } = native
  const churned = reasons.map((reason) => churn[reason])
  return [
    opening,
    closing,
    fresh,
    reactivation,
    expansion,
    contraction,
    ...churned,
    ...native.swaps,
  ]
}
