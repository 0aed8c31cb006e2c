import { addMonths, firstDay, monthOf } from '../../platform/day.ts'
import { isMonthStart, type Range } from '../period.ts'

/** A part of a range that is summed from months or from days; `range` is the range's place. */
export type Piece = Range & Readonly<{ range: number; grain: 'day' | 'month' }>

/** Whole months as months, what is cut at an end as days; together they are the range. */
export function piecesOf({ from, to }: Range, range: number): Piece[] {
  const first = isMonthStart(from) ? from : addMonths(firstDay(monthOf(from)), 1)
  const last = firstDay(monthOf(to))
  if (first >= last) return [{ range, grain: 'day', from, to }]
  const pieces: Piece[] = [
    { range, grain: 'day', from, to: first },
    { range, grain: 'month', from: first, to: last },
    { range, grain: 'day', from: last, to },
  ]
  return pieces.filter((piece) => piece.from < piece.to)
}
