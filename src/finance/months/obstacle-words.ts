/** What stands in the way of a close, as a sentence that says what to do. */
export function obstacleWords(obstacle: string): string {
  const [, missing] = /^income_missing\/(.+)$/.exec(obstacle) ?? []
  if (missing) return `The figure of ${missing} is missing: enter it, 0 where there was none.`
  return words.get(obstacle) ?? `${obstacle} stands in the way.`
}

const words: ReadonlyMap<string, string> = new Map([
  ['not_ended', 'The month has not ended.'],
  ['earlier_month_open', 'An earlier month that has entries is open: close that one first.'],
  ['unclassified', 'There are entries of which it is not known what they are for.'],
  ['quarantined', 'There are transactions that could not be booked.'],
  ['rate_unavailable', 'There is no exchange rate for some of its entries: import rates.'],
  ['proof_failed', 'A proof fails: see /desk/operations.'],
  ['payout_mismatch', 'A payout is not the sum of what it took: see /desk/reconciliation.'],
])
