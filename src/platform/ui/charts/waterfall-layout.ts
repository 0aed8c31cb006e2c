import { scaleLinear } from 'd3-scale'
import { type Label, labelAt, textWidth } from './boxes.ts'

/** A balance (from zero) or a movement (from where the one before ended); `text` is its figure. */
export type Step = Readonly<{
  label: string
  value: number
  text: string
  kind: 'balance' | 'movement'
}>
type WaterfallFigures = Readonly<{ steps: readonly Step[] }>

type Look = 'balance' | 'up' | 'down'
type Bar = Readonly<{ look: Look; x: number; y: number; width: number; height: number }>
export type WaterfallLayout = Readonly<{
  width: number
  height: number
  zero: number
  bars: readonly Bar[]
  /** From the end of one step to the next. */
  links: readonly Readonly<{ x: number; from: number; to: number }>[]
  names: readonly Label[]
  values: readonly Label[]
}>

const row = 30
const thick = 18

/** Steps from one balance to the next, one under the other, so that every word has its own line. */
export function waterfallLayout({ steps }: WaterfallFigures, width: number): WaterfallLayout {
  const spans = spansOf(steps)
  const texts = steps.map(({ text }) => text)
  const left = 12 + Math.max(0, ...steps.map(({ label }) => textWidth(label)))
  const right = width - 8 - Math.max(0, ...texts.map(textWidth))
  const [low, high] = [Math.min(0, ...spans.flat()), Math.max(0, ...spans.flat())]
  const x = scaleLinear([low, Math.max(high, low + 1e-9)], [left, Math.max(right, left + 1)])
  const middle = (index: number) => index * row + row / 2
  return {
    width,
    height: steps.length * row,
    zero: x(0),
    bars: steps.map(({ kind, value }, index) => {
      const [from, to] = spans[index] ?? [0, 0]
      const start = x(Math.min(from, to))
      const look = kind === 'balance' ? kind : value < 0 ? 'down' : 'up'
      const long = Math.max(1, x(Math.max(from, to)) - start)
      return { look, x: start, y: middle(index) - thick / 2, width: long, height: thick }
    }),
    links: spans.slice(0, -1).map(([, end], index) => ({
      x: x(end),
      from: middle(index) + thick / 2,
      to: middle(index + 1) - thick / 2,
    })),
    names: steps.map(({ label }, index) => labelAt(label, 0, middle(index))),
    values: texts.map((text, index) =>
      labelAt(text, x(Math.max(...(spans[index] ?? [0]))) + 6, middle(index)),
    ),
  }
}

/** Where each step begins and ends. */
function spansOf(steps: readonly Step[]): (readonly [from: number, to: number])[] {
  let at = 0
  return steps.map(({ kind, value }) => {
    const from = kind === 'balance' ? 0 : at
    at = from + value
    return [from, at]
  })
}
