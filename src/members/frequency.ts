/** How often a membership is paid, as readers are asked; anything else was agreed in another way. */
export type Frequency = 'monthly' | 'yearly' | 'other'

/** Of an interval as Stripe counts it: twelve months are a year. */
export function frequencyOf(interval: string, count: number): Frequency {
  if (interval === 'month') return count === 1 ? 'monthly' : count === 12 ? 'yearly' : 'other'
  return interval === 'year' && count === 1 ? 'yearly' : 'other'
}
