import { scaleLinear } from 'd3-scale'
import { type Extent, type Label, labelAt, textWidth, withoutOverlap } from './boxes.ts'

export type Tick = Readonly<{ value: number; y: number; label: Label }>

/** At most five round numbers, zero among them, that hold everything in `extent`. */
export function roundTicks({ from, to }: Extent): number[] {
  const low = Math.min(0, from)
  const high = Math.max(0, to)
  if (low === high) return [0]
  for (const wanted of [4, 3, 2, 1]) {
    const scale = scaleLinear([low, high], [0, 1]).nice(wanted)
    const ticks = scale.ticks(wanted)
    const [first, last] = scale.domain()
    const whole = ticks.at(0) === first && ticks.at(-1) === last
    if (whole && ticks.length <= 5) return ticks
  }
  throw new RangeError(`no round ticks from ${low} to ${high}`)
}

/** The upright scale that holds all ticks; of a single one it still has a direction. */
export function scaleUpright(
  ticks: readonly number[],
  { from, to }: Extent,
): (value: number) => number {
  const low = Math.min(...ticks)
  return scaleLinear([low, Math.max(...ticks, low + 1e-9)], [from, to])
}

/** The upright axis: each tick with its label right-aligned before the plot. */
export function ticksAlong(
  values: readonly number[],
  y: (value: number) => number,
  { left, write }: { left: number; write: (value: number) => string },
): Tick[] {
  return values.map((value) => {
    const text = write(value)
    return { value, y: y(value), label: labelAt(text, left - 8 - textWidth(text), y(value)) }
  })
}

/**
 * The names under the columns, as many as have room: the last one always, then every n-th before
 * it, none over the edge of the picture.
 */
export function namesUnder(
  names: readonly string[],
  middle: (index: number) => number,
  { y, width }: { y: number; width: number },
): Label[] {
  const labels = names.map((name, index) => {
    const size = textWidth(name)
    const left = Math.min(Math.max(middle(index) - size / 2, 0), width - size)
    return labelAt(name, left, y)
  })
  const widest = Math.max(0, ...labels.map((label) => label.width)) + 12
  const step = names.length > 1 ? Math.abs(middle(1) - middle(0)) : widest
  const stride = Math.max(1, Math.ceil(widest / step))
  return withoutOverlap(labels.reverse().filter((_, index) => index % stride === 0))
}

export const TickLines = ({ ticks, x }: { ticks: readonly Tick[]; x: Extent }) => (
  <>
    {ticks.map(({ value, y, label }) => (
      <>
        <line class={value === 0 ? 'zero' : 'tick'} x1={x.from} x2={x.to} y1={y} y2={y} />
        <LabelText {...label} />
      </>
    ))}
  </>
)

export const LabelText = ({ text, x, y }: Label) => (
  <text x={px(x)} y={px(y)} dominant-baseline="central">
    {text}
  </text>
)

/** Tenths of a pixel are enough, and keep pages small. */
export function px(length: number): number {
  return Math.round(length * 10) / 10
}
