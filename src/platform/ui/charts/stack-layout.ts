import { scaleBand } from 'd3-scale'
import { stack, stackOffsetDiverging } from 'd3-shape'
import { namesUnder, roundTicks, scaleUpright, type Tick, ticksAlong } from './axis.tsx'
import { type Label, lineHeight, roomFor, textWidth } from './boxes.ts'
import { type LedLabel, ledLabels, roomBeside } from './led-labels.tsx'

/** One kind of money over all columns, in the major unit: for drawing only, never for arithmetic. */
export type Series = Readonly<{ label: string; tone: number; values: readonly number[] }>
type StackedFigures = Readonly<{
  columns: readonly string[]
  series: readonly Series[]
  writeTick: (value: number) => string
}>

type Bar = Readonly<{ tone: number; x: number; y: number; width: number; height: number }>
export type StackLayout = Readonly<{
  width: number
  height: number
  plot: Readonly<{ left: number; right: number }>
  bars: readonly Bar[]
  ticks: readonly Tick[]
  names: readonly Label[]
  series: readonly LedLabel[]
}>

const top = 12
const under = 28
/** What one column takes at most: a single month is a bar, not a wall. */
const widestStep = 96

/**
 * Where everything stands in a picture `width` pixels wide. The first series lies at the base; what
 * is below zero hangs under the line. It grows in height when the series' names need the room.
 */
export function stackLayout(figures: StackedFigures, width: number, wished = 280): StackLayout {
  const shown = figures.series.filter(({ values }) => values.some((value) => value !== 0))
  const height = Math.max(wished, roomFor(shown.length) + top + under)
  const stacks = stacked(shown, figures.columns.length)
  const values = stacks.flat().flat()
  const tickValues = roundTicks({ from: Math.min(0, ...values), to: Math.max(0, ...values) })
  const left = 8 + Math.max(...tickValues.map((value) => textWidth(figures.writeTick(value))))
  const names = roomBeside(shown.map(({ label }) => label))
  const right = Math.min(width - names, left + figures.columns.length * widestStep)
  const y = scaleUpright(tickValues, { from: height - under, to: top })
  const x = scaleBand(figures.columns.keys(), [left, right]).paddingInner(0.25).paddingOuter(0.1)
  const columnAt = (column: number) => x(column) ?? left
  return {
    width,
    height,
    plot: { left, right },
    bars: stacks.flatMap((ranges, index) =>
      ranges.flatMap(([from, to], column) => ({
        tone: shown[index]?.tone ?? 0,
        x: columnAt(column),
        y: y(Math.max(from, to)),
        width: x.bandwidth(),
        height: Math.abs(y(from) - y(to)),
      })),
    ),
    ticks: ticksAlong(tickValues, y, { left, write: figures.writeTick }),
    names: namesUnder(figures.columns, (column) => columnAt(column) + x.bandwidth() / 2, {
      y: height - lineHeight / 2 - 2,
      width,
    }),
    series: seriesLabels(shown, stacks, { y, right, height }),
  }
}

type Ranges = [number, number][]

function stacked(series: readonly Series[], columns: number): Ranges[] {
  const rows = Array.from({ length: columns }, (_, column) => column)
  const byColumn = stack<number, number>()
    .keys(series.keys())
    .value((column, index) => series[index]?.values[column] ?? 0)
    .offset(stackOffsetDiverging)
  return byColumn(rows).map((ranges) => ranges.map(([from, to]) => [from, to]))
}

/** What has no piece in the last column is named above it. */
function seriesLabels(
  series: readonly Series[],
  stacks: readonly Ranges[],
  { y, right, height }: { y: (value: number) => number; right: number; height: number },
): LedLabel[] {
  const pieces = stacks.map((ranges): [number, number] => ranges.at(-1) ?? [0, 0])
  const wished = wishedMiddles(pieces, y)
  const named = series.map(({ label, tone }, index) => {
    const [low, high] = pieces[index] ?? [0, 0]
    const middle = wished[index] ?? 0
    return { label, tone, wished: middle, at: low === high ? null : middle }
  })
  return ledLabels(named, { right, bottom: height - under })
}

function wishedMiddles(
  pieces: readonly (readonly [number, number])[],
  y: (value: number) => number,
): number[] {
  const top = y(Math.max(0, ...pieces.flat()))
  let above = top - lineHeight * pieces.filter(([low, high]) => low === high).length
  return pieces.map(([low, high]) => {
    if (low !== high) return (y(low) + y(high)) / 2
    above += lineHeight
    return above - lineHeight / 2
  })
}
