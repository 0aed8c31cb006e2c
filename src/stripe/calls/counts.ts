import type { Absence } from './away.ts'

/** How many calls of an endpoint ended so; `status` is Stripe's, or `none` without an answer. */
export type CallCount = Readonly<{ endpoint: string; status: string; calls: number }>
/** How this process has called Stripe since it began. */
export type CallFacts = Readonly<{
  calls: readonly CallCount[]
  waits: number
  waited_s: number
  /** How often Stripe wanted fewer calls, by its own word for why. */
  limited: ReadonlyMap<string, number>
  /** Why Stripe as a whole does not answer us now; null while it does. */
  away: Absence | null
}>

export type CallCounts = Readonly<{
  ended: (endpoint: string, status: number | null) => void
  waited: (ms: number) => void
  limited: (reason: string) => void
  facts: () => Omit<CallFacts, 'away'>
}>

export function createCounts(): CallCounts {
  const ended = new Map<string, Map<string, number>>()
  const limited = new Map<string, number>()
  let waits = 0
  let waited_ms = 0
  return {
    ended: (endpoint, status) => {
      const ofEndpoint = ended.get(endpoint) ?? new Map<string, number>()
      ended.set(endpoint, ofEndpoint)
      increment(ofEndpoint, status === null ? 'none' : String(status))
    },
    waited: (ms) => {
      waits += 1
      waited_ms += ms
    },
    limited: (reason) => increment(limited, reason),
    facts: () => ({ calls: listed(ended), waits, waited_s: waited_ms / 1000, limited }),
  }
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function listed(ended: ReadonlyMap<string, ReadonlyMap<string, number>>): CallCount[] {
  return [...ended].flatMap(([endpoint, statuses]) =>
    [...statuses].map(([status, calls]) => ({ endpoint, status, calls })),
  )
}
