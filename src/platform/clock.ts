/** Where the present comes from. Business time follows the sandbox's clock in a local start. */
export type Clock = Readonly<{ now: () => Date }>

/** A clock that stands still, for arithmetic on one instant. */
export function fixedClock(at: Date): Clock {
  return { now: () => new Date(at) }
}

export function secondsAfter(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000)
}

/** The latest of instants of which some may be unknown; null when all are. */
export function latest(instants: readonly (Date | null)[]): Date | null {
  return instants.reduce((max, at) => (max === null || (at !== null && at > max) ? at : max), null)
}
