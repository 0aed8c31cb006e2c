import Fraction from 'fraction.js'
import type { Reader } from '../../platform/database/connection.ts'
import { minorJson } from '../../platform/money/money.ts'
import { nothing } from '../movements/amounts.ts'
import {
  type Behind,
  type BehindRow,
  behindAll,
  behindRow,
  type History,
  movementBehind,
  pageOf,
  standingBehind,
} from '../movements/behind.ts'
import { recurring } from '../movements/counting.ts'
import { type Movement, movementsOf } from '../movements/movement.ts'
import { timelineOf, worthAt } from '../movements/timeline.ts'
import { isWithin } from '../period.ts'
import type { ReportDeps } from '../query.ts'
import { type FigureRows, figureRowsKind, type RowsQuery } from '../rows-routes.ts'
import { splitOf } from '../split.ts'
import { printedMrr } from './figures.ts'
import { type MrrFigure, mrrFigures } from './mrr-period.ts'
import { type MrrOf, mrrOver } from './over.ts'

/** `/api/reports/mrr/rows`: the movements, or the members, behind a figure of recurring revenue. */
export const mrrRowsKind = figureRowsKind({ name: 'mrr', figures: mrrFigures, rows: mrrRows })

/**
 * Amounts are minor units a month of the asked currency at the closing day's rate, the opening's at its
 * own. `counts` is the figure split by largest remainder over its rows (finance.md 1.1).
 */
async function mrrRows(
  reader: Reader,
  query: RowsQuery<MrrFigure>,
  deps: ReportDeps,
): Promise<FigureRows<BehindRow>> {
  const [of] = await mrrOver(reader, [query], query, deps)
  if (of === undefined) throw new RangeError('one range has one answer')
  const found = await behindAll(reader, (history) => partsOf(history, query.figure, of))
  const whole = figureIn(of, query.figure)
  const counts = splitOf(
    whole,
    found.map(({ part }) => part),
  )
  const yearly = query.figure === 'opening' ? of.atOpening : of.atClosing
  const rows = found.map(({ part: _, ...behind }, index) =>
    behindRow(behind, yearly, minorJson(counts[index] ?? 0n)),
  )
  return pageOf(rows, { ...query, sum: minorJson(whole) })
}

type Part = Behind & Readonly<{ part: Fraction }>

function partsOf(history: History, figure: MrrFigure, of: MrrOf): Part[] {
  const { person } = history
  const { range, atOpening, atClosing } = of
  const timeline = timelineOf(history, recurring)
  const [before, after] = [worthAt(timeline, range.from), worthAt(timeline, range.to)]
  const stands = (from: typeof before, to: typeof after, part: Fraction) =>
    part.n === 0n ? [] : [{ ...standingBehind(person, from, to), part }]
  switch (figure) {
    case 'opening':
      return stands(nothing, before, atOpening(before).div(12))
    case 'closing':
      return stands(before, after, atClosing(after).div(12))
    case 'members':
      return stands(before, after, new Fraction(after.size > 0 ? 1 : 0))
    case 'fx':
      return stands(before, before, atClosing(before).sub(atOpening(before)).div(12))
    default:
      return movementsOf(timeline)
        .filter(({ day }) => isWithin(day, range))
        .filter((movement) => figuresOf(movement, of).includes(figure))
        .map((movement) => {
          const part = atClosing(movement.moved).div(12).abs()
          return { ...movementBehind(person, movement), part }
        })
  }
}

/** In which figures a movement counts. */
function figuresOf(movement: Movement, { atClosing }: MrrOf): MrrFigure[] {
  switch (movement.kind) {
    case 'new':
    case 'reactivation':
      return [movement.kind]
    case 'churn':
      return ['churn', `churn_${movement.reason}`]
    case 'change':
      return [atClosing(movement.moved).s < 0n ? 'contraction' : 'expansion']
  }
}

function figureIn({ exact, native }: MrrOf, figure: MrrFigure): bigint {
  const { churnBy, ...printed } = printedMrr(exact)
  switch (figure) {
    case 'members':
      return native.members
    case 'churn_voluntary':
      return churnBy.voluntary
    case 'churn_payment_failed':
      return churnBy.payment_failed
    case 'churn_paused':
      return churnBy.paused
    default:
      return printed[figure]
  }
}
