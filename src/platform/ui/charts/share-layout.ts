import { roundTicks } from './axis.tsx'
import { type Label, labelAt, lineHeight, textWidth, withoutOverlap } from './boxes.ts'
import { type PointPlot, pathOver, pointPlot } from './point-plot.ts'

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
type ShareFigures = Readonly<{
  columns: readonly ShareColumn[]
  write: (share: number) => string
  writeTick: (share: number) => string
  atMost: (bound: number) => string
}>

type Point = Readonly<{ x: number; y: number; estimated: boolean }>
type Band = Readonly<{ x: number; y: number; width: number; height: number }>
export type ShareLayout = PointPlot &
  Readonly<{
    path: string
    points: readonly Point[]
    bands: readonly Band[]
    values: readonly Label[]
  }>

/** Where everything stands: a line over the known shares, a band up to the bound of the others. */
export function shareLayout(figures: ShareFigures, width: number): ShareLayout {
  const { columns, writeTick } = figures
  const names = columns.map(({ name }) => name)
  const tickValues = sharesToMark(columns)
  const plot = pointPlot({ columns: names, tickValues, writeTick, width, beside: 14 })
  const { middle, y } = plot
  return {
    ...plot,
    path: pathOver(
      columns.map(({ share }) => share),
      plot,
    ),
    points: columns.flatMap(({ share, estimated }, column) =>
      share === null ? [] : [{ x: middle(column), y: y(share), estimated }],
    ),
    bands: columns.flatMap(({ share, upperBound }, column) =>
      share !== null || upperBound === null ? [] : [bandTo(upperBound, column, plot)],
    ),
    values: valueLabels(figures, plot),
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

function bandTo(bound: number, column: number, { middle, step, y }: PointPlot): Band {
  const width = Math.max(2, Math.min(step, 64))
  const [upper, lower] = [Math.min(y(bound), y(0)), Math.max(y(bound), y(0))]
  return { x: middle(column) - width / 2, y: upper, width, height: lower - upper }
}

/**
 * The newest known share and the newest bound, each above its mark and above a gridline that would
 * cross it; the newer one first.
 */
function valueLabels({ columns, write, atMost }: ShareFigures, plot: PointPlot): Label[] {
  const { middle, y, left, right, ticks } = plot
  const above = (text: string, column: number, value: number) => {
    const size = textWidth(text)
    const x = Math.min(Math.max(middle(column) - size / 2, left), right - size)
    const middleLine = clearOf(
      ticks.map((tick) => tick.y),
      y(value) - lineHeight * 0.8,
    )
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
