/** A part of all income, told roughly: from so many percent up to so many. */
export type Band = Readonly<{ from_percent: number; to_percent: number }>

const steps = [0, 5, 10, 20, 30, 40, 50, 75, 100] as const

/** The band that a ratio (`0.178400`) falls into; one that stands on a step belongs to the band above. */
export function bandOf(share: string): Band {
  const millionths = Number(share.replace('.', ''))
  const above = steps.findIndex((step) => step * 10_000 > millionths)
  const place = above === -1 ? steps.length - 1 : above
  return { from_percent: steps[place - 1] ?? 0, to_percent: steps[place] ?? 100 }
}
