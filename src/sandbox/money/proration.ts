type Span = Readonly<{ start: number; end: number }>

/**
 * What `amount` (minor units) for a whole period comes to for a part of it: by the second, half
 * away from zero, each line by itself.
 */
export function prorated(amount: number, whole: Span, part: Span): number {
  const seconds = Math.max(part.end - part.start, 0)
  const all = whole.end - whole.start
  if (all <= 0) return 0
  const sign = amount < 0 ? -1n : 1n
  const scaled = sign * BigInt(amount) * BigInt(seconds)
  return Number(sign * ((2n * scaled + BigInt(all)) / (2n * BigInt(all))))
}
