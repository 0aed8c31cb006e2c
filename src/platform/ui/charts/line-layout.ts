import { roundTicks } from './axis.tsx'
import { type LedLabel, ledLabels, roomBeside } from './led-labels.tsx'
import { type PointPlot, pathOver, pointPlot } from './point-plot.ts'

/** One figure over all columns, for drawing only; null where there is none. */
export type LineSeries = Readonly<{
  label: string
  tone: number
  values: readonly (number | null)[]
}>
type LineFigures = Readonly<{
  columns: readonly string[]
  lines: readonly LineSeries[]
  /** The column from which on everything is foreseen, not booked: drawn dashed. */
  foreseenFrom?: number
  writeTick: (value: number) => string
}>
export type LineLayout = PointPlot &
  Readonly<{
    paths: readonly Readonly<{ tone: number; booked: string; foreseen: string }>[]
    ends: readonly Readonly<{ tone: number; x: number; y: number }>[]
    labels: readonly LedLabel[]
  }>

/** Lines over points in time, each named at its end. */
export function lineLayout(figures: LineFigures, width: number): LineLayout {
  const { columns, lines, writeTick, foreseenFrom = columns.length } = figures
  const known = lines.flatMap(({ values }) => values).filter((value) => value !== null)
  const tickValues = roundTicks({ from: Math.min(0, ...known), to: Math.max(0, ...known) })
  const beside = roomBeside(lines.map(({ label }) => label))
  const plot = pointPlot({ columns, tickValues, writeTick, width, beside })
  const ends = lines.map(({ tone, values }) => endOf(tone, values, plot))
  return {
    ...plot,
    paths: lines.map(({ tone, values }) => ({
      tone,
      booked: pathOver(values.slice(0, foreseenFrom), plot),
      foreseen: pathOver(
        values.map((value, column) => (column < foreseenFrom - 1 ? null : value)),
        plot,
      ),
    })),
    ends: ends.flatMap(({ tone, x, y }) => (x === null || y === null ? [] : [{ tone, x, y }])),
    labels: ledLabels(
      lines.map(({ label, tone }, index) => {
        const y = ends[index]?.y ?? null
        return { label, tone, at: y, wished: y ?? plot.y(0) }
      }),
      plot,
    ),
  }
}

function endOf(tone: number, values: readonly (number | null)[], { middle, y }: PointPlot) {
  const column = values.findLastIndex((value) => value !== null)
  const value = values[column]
  return value == null ? { tone, x: null, y: null } : { tone, x: middle(column), y: y(value) }
}
