import { scaleLinear, scalePoint } from 'd3-scale'
import { line } from 'd3-shape'
import { namesUnder, roundTicks, type Tick, ticksAlong } from './axis.tsx'
import { type Label, labelAt, lineHeight, textWidth, withoutOverlap } from './boxes.ts'

/**
 * The share of one period as a fraction: known, known to be at most so much, or not known at all.
 * An estimated share is drawn hollow.
 */
type ShareColumn = Readonly<{
  name: string
  share: number | null
  upperBound: number | null
  estimated: boolean
}>
export type ShareFigures = Readonly<{
  columns: readonly ShareColumn[]
  write: (share: number) => string
  writeTick: (share: number) => string
  atMost: (bound: number) => string
}>

type Point = Readonly<{ x: number; y: number; estimated: boolean }>
type Band = Readonly<{ x: number; y: number; width: number; height: number }>
export type ShareLayout = Readonly<{
  width: number
  height: number
  plot: Readonly<{ left: number; right: number }>
  path: string
  points: readonly Point[]
  bands: readonly Band[]
  ticks: readonly Tick[]
  names: readonly Label[]
  values: readonly Label[]
}>

const top = 26
const under = 28
const height = 220

/** Where everything stands: a line over the known shares, a band up to the bound of the others. */
export function shareLayout(figures: ShareFigures, width: number): ShareLayout {
  const { columns, writeTick } = figures
  const tickValues = sharesToMark(columns)
  const left = 14 + Math.max(...tickValues.map((value) => textWidth(writeTick(value))))
  const right = width - 14
  const y = scaleLinear([Math.min(...tickValues), Math.max(...tickValues)], [height - under, top])
  const x = scalePoint(columns.keys(), [left, right]).padding(0.5)
  const middle = (column: number) => x(column) ?? left
  return {
    width,
    height,
    plot: { left, right },
    path: pathOver(columns, middle, y),
    points: columns.flatMap(({ share, estimated }, column) =>
      share === null ? [] : [{ x: middle(column), y: y(share), estimated }],
    ),
    bands: columns.flatMap(({ share, upperBound }, column) =>
      share !== null || upperBound === null
        ? []
        : [bandTo(upperBound, { middle: middle(column), step: x.step(), y })],
    ),
    ticks: ticksAlong(tickValues, y, { left, write: writeTick }),
    names: namesUnder(
      columns.map(({ name }) => name),
      middle,
      { y: height - lineHeight / 2 - 2, width },
    ),
    values: valueLabels(figures, middle, { y, left, right, gridlines: tickValues.map(y) }),
  }
}

function sharesToMark(columns: readonly ShareColumn[]): number[] {
  const known = columns.flatMap(({ share, upperBound }) =>
    [share, upperBound].filter((value) => value !== null),
  )
  const from = Math.min(0, ...known)
  const to = Math.max(1, ...known)
  return from === 0 && to === 1 ? [0, 0.25, 0.5, 0.75, 1] : roundTicks({ from, to })
}

function pathOver(
  columns: readonly ShareColumn[],
  middle: (column: number) => number,
  y: (share: number) => number,
): string {
  const draw = line<ShareColumn>()
    .defined(({ share }) => share !== null)
    .x((_, column) => middle(column))
    .y(({ share }) => y(share ?? 0))
    .digits(1)
  return draw([...columns]) ?? ''
}

type Place = { middle: number; step: number; y: (share: number) => number }

function bandTo(bound: number, { middle, step, y }: Place): Band {
  const width = Math.max(2, Math.min(step, 64))
  const [upper, lower] = [Math.min(y(bound), y(0)), Math.max(y(bound), y(0))]
  return { x: middle - width / 2, y: upper, width, height: lower - upper }
}

type Plot = Readonly<{
  y: (share: number) => number
  left: number
  right: number
  gridlines: readonly number[]
}>

/**
 * The newest known share and the newest bound, each above its mark and above a gridline that would
 * cross it; the newer one first.
 */
function valueLabels(
  { columns, write, atMost }: ShareFigures,
  middle: (column: number) => number,
  { y, left, right, gridlines }: Plot,
): Label[] {
  const above = (text: string, column: number, value: number) => {
    const size = textWidth(text)
    const x = Math.min(Math.max(middle(column) - size / 2, left), right - size)
    const middleLine = clearOf(gridlines, y(value) - lineHeight * 0.8)
    return { column, label: labelAt(text, x, middleLine) }
  }
  const marked = columns.map(({ share, upperBound }, column) => ({ share, upperBound, column }))
  const known = marked.findLast(({ share }) => share !== null)
  const bound = marked.findLast(({ share, upperBound }) => share === null && upperBound !== null)
  const labels = [
    ...(known?.share == null ? [] : [above(write(known.share), known.column, known.share)]),
    ...(bound?.upperBound == null
      ? []
      : [above(atMost(bound.upperBound), bound.column, bound.upperBound)]),
  ]
  return withoutOverlap(labels.sort((a, b) => b.column - a.column).map(({ label }) => label))
}

function clearOf(gridlines: readonly number[], y: number): number {
  const crossing = gridlines.find((line) => Math.abs(line - y) < lineHeight / 2)
  return crossing === undefined ? y : crossing - lineHeight / 2
}
