import type Fraction from 'fraction.js'

/**
 * Exact parts as whole numbers that come to `whole`, by largest remainder; of equal ones the earlier
 * part is rounded up (finance.md 1.1). `whole` is the parts' sum, rounded by less than one.
 */
export function splitOf(whole: bigint, parts: readonly Fraction[]): bigint[] {
  const floors = parts.map((part) => part.floor())
  const missing = whole - floors.reduce((sum, { s, n }) => sum + s * n, 0n)
  const byRemainder = parts
    .map((part, index) => ({ index, rest: part.sub(floors[index] ?? part) }))
    .sort((a, b) => b.rest.compare(a.rest) || a.index - b.index)
  const up = new Set(byRemainder.slice(0, Number(missing)).map(({ index }) => index))
  return floors.map(({ s, n }, index) => s * n + (up.has(index) ? 1n : 0n))
}
