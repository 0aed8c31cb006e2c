import { px } from './axis.tsx'
import { pathOver } from './point-plot.ts'

type SparklineProps = Readonly<{ sentence: string; values: readonly (number | null)[] }>

const [width, height, margin] = [160, 40, 4]

/** The way of one figure over the last periods, small enough to stand in a sentence's card. */
export const Sparkline = ({ sentence, values }: SparklineProps) => {
  const known = values.filter((value) => value !== null)
  const [low, high] = [Math.min(0, ...known), Math.max(0, ...known)]
  const step = (width - 2 * margin) / Math.max(1, values.length - 1)
  const middle = (column: number) => margin + column * step
  const y = (value: number) =>
    height - margin - ((value - low) / (high - low || 1)) * (height - 2 * margin)
  const end = values.findLastIndex((value) => value !== null)
  return (
    <svg class="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={sentence}>
      <path class="line tone-0" d={pathOver(values, { middle, y })} />
      {end === -1 ? null : (
        <circle class="end tone-0" cx={px(middle(end))} cy={px(y(values[end] ?? 0))} r={2.5} />
      )}
    </svg>
  )
}
