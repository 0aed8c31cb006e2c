import { scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import { namesUnder, scaleUpright, type Tick, ticksAlong } from './axis.tsx'
import { type Label, lineHeight, textWidth } from './boxes.ts'

/** The frame of a picture whose columns are points on lines. */
export type PointPlot = Readonly<{
  width: number
  height: number
  left: number
  right: number
  /** Above the columns' names. */
  bottom: number
  step: number
  middle: (column: number) => number
  y: (value: number) => number
  ticks: readonly Tick[]
  names: readonly Label[]
}>

type Frame = Readonly<{
  columns: readonly string[]
  tickValues: readonly number[]
  writeTick: (value: number) => string
  width: number
  /** What stands to the right of the lines, such as their names. */
  beside: number
}>

const height = 220
const top = 26
const under = 28

/** Both scales, the ticks and the columns' names, in a picture `width` pixels wide. */
export function pointPlot({ columns, tickValues, writeTick, width, beside }: Frame): PointPlot {
  const left = 14 + Math.max(...tickValues.map((value) => textWidth(writeTick(value))))
  const right = width - beside
  const y = scaleUpright(tickValues, { from: height - under, to: top })
  const x = scalePoint(columns.keys(), [left, right]).padding(0.5)
  const middle = (column: number) => x(column) ?? left
  return {
    ...{ width, height, left, right, bottom: height - under, middle, y, step: x.step() },
    ticks: ticksAlong(tickValues, y, { left, write: writeTick }),
    names: namesUnder(columns, middle, { y: height - lineHeight / 2 - 2, width }),
  }
}

/** The path over the values that there are; a gap stays a gap. */
export function pathOver(
  values: readonly (number | null)[],
  { middle, y }: Pick<PointPlot, 'middle' | 'y'>,
): string {
  const draw = line<number | null>()
    .defined((value) => value !== null)
    .x((_, column) => middle(column))
    .y((value) => y(value ?? 0))
    .digits(1)
  return draw([...values]) ?? ''
}
