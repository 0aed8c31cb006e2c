import type { Day } from '../../platform/day.ts'
import type { Range } from '../period.ts'
import type { LineSum } from '../persons/line.ts'

/** Sums in the order of their days, to be cut into ranges that may overlap. */
export type Series = Readonly<{
  within: (range: Range) => readonly LineSum[]
  /** All that came before a day. */
  before: (day: Day) => readonly LineSum[]
}>

export function seriesOf(sums: readonly LineSum[]): Series {
  const inOrder = sums.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const place = (day: Day) => firstFrom(inOrder, day)
  return {
    within: ({ from, to }) => inOrder.slice(place(from), place(to)),
    before: (day) => inOrder.slice(0, place(day)),
  }
}

function firstFrom(sums: readonly LineSum[], day: Day): number {
  let [low, high] = [0, sums.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sums[middle]?.at ?? day) < day) low = middle + 1
    else high = middle
  }
  return low
}
