/** A label where it will be drawn; `x` is its left edge, `y` its middle line. */
export type Label = Readonly<{ text: string; x: number; y: number; width: number; height: number }>
export type Extent = Readonly<{ from: number; to: number }>

const fontSize = 12
export const lineHeight = 16

/**
 * How wide a text is at most in the system's sans, in pixels. Nothing on the server can measure
 * text: three classes of letters, each taken at its wide end, so that a label never outgrows its box.
 */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + emOf(letter) * fontSize, 0)
}

function emOf(letter: string): number {
  if (/[ijlt.,:;'’|!()[\]\s]/u.test(letter)) return 0.36
  if (/[mwMW@%\p{Lu}\p{Sc}—…]/u.test(letter)) return 0.9
  return letter.charCodeAt(0) > 0x2e80 ? 1.05 : 0.6
}

export function labelAt(text: string, x: number, y: number): Label {
  return { text, x, y, width: textWidth(text), height: lineHeight }
}

export function overlaps(a: Label, b: Label): boolean {
  const apart = (a.height + b.height) / 2
  return a.x < b.x + b.width && b.x < a.x + a.width && Math.abs(a.y - b.y) < apart
}

/**
 * Moves middles apart until each has its line, keeping their order and as near as may be to where
 * they wished to stand. `extent` must have room for all of them: `roomFor` says how much that is.
 */
export function spread(wished: readonly number[], extent: Extent): number[] {
  const order = wished.map((_, index) => index).sort((a, b) => at(wished, a) - at(wished, b))
  const placed = order.map((index) => at(wished, index))
  let lowest = extent.from + lineHeight / 2
  for (const [rank, y] of placed.entries()) {
    placed[rank] = Math.max(y, lowest)
    lowest = at(placed, rank) + lineHeight
  }
  let highest = extent.to - lineHeight / 2
  for (const [rank, y] of [...placed.entries()].reverse()) {
    placed[rank] = Math.min(y, highest)
    highest = at(placed, rank) - lineHeight
  }
  return wished.map((_, index) => at(placed, order.indexOf(index)))
}

export function roomFor(labels: number): number {
  return labels * lineHeight
}

/** Keeps the earlier of two labels that would touch; the table beside every chart has them all. */
export function withoutOverlap(labels: readonly Label[]): Label[] {
  const kept: Label[] = []
  for (const label of labels) {
    if (!kept.some((other) => overlaps(other, label))) kept.push(label)
  }
  return kept
}

function at(numbers: readonly number[], index: number): number {
  const found = numbers[index]
  if (found === undefined) throw new RangeError(`no number at ${index}`)
  return found
}
