/** Monotonic milliseconds, and a way to let them pass; tests bring their own. */
export type Time = Readonly<{ now_ms: () => number; sleep: (ms: number) => Promise<void> }>

/** The calls that one endpoint is given, evenly: a token bucket without the tokens. */
export type Rate = Readonly<{
  /** Takes the endpoint's next place; answers how long to wait for it, 0 is now. */
  take: (endpoint: string) => number
  /** Until then nobody gets a place: of one endpoint, or of `all`. */
  pause: (endpoint: string, ms: number) => void
  /** How much of a pause is left. */
  paused_ms: (endpoint: string) => number
}>

export const all = 'all'

/**
 * At most `perSecond` calls a second of each endpoint, a third of a second's worth at once. Stripe
 * allows 25 (domain/stripe.md 6), and 15 and their burst stay below it in every second. Of each
 * endpoint it keeps one number: when its next call would be due were calls spaced evenly.
 */
export function createRate({ now_ms }: Time, perSecond: number): Rate {
  const interval = 1000 / perSecond
  const burst_ms = Math.floor(perSecond / 3) * interval
  const due = new Map<string, number>()
  const pauses = new Map<string, number>()
  return {
    take: (endpoint) => {
      const now = now_ms()
      const at = Math.max(due.get(endpoint) ?? 0, now)
      due.set(endpoint, at + interval)
      return Math.max(0, at - now - burst_ms)
    },
    pause: (endpoint, ms) => {
      pauses.set(endpoint, Math.max(pauses.get(endpoint) ?? 0, now_ms() + ms))
    },
    paused_ms: (endpoint) => {
      const until = Math.max(pauses.get(endpoint) ?? 0, pauses.get(all) ?? 0)
      return Math.max(0, until - now_ms())
    },
  }
}

/** `GET /v1/charges/:id`: one endpoint for all its objects. Only ids have digits or capitals. */
export function endpointOf(method: string, url: URL): string {
  const [, version = '', ...segments] = url.pathname.split('/')
  const folded = segments.map((segment) => (/[0-9A-Z]/.test(segment) ? ':id' : segment))
  return `${method} /${[version, ...folded].join('/')}`
}
