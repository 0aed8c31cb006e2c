import type { Log } from '../../platform/log.ts'
import { createPresence, type Presence, StripeAway } from './away.ts'
import { type CallCounts, type CallFacts, createCounts } from './counts.ts'
import { all, createRate, endpointOf, type Rate, type Time } from './rate.ts'

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

/** The two ways to call Stripe, and how it went. A process has one: its calls share the limits. */
export type Calls = Readonly<{
  /** For a reader who waits: goes first, takes its place without standing in line, tells at once. */
  forReaders: Fetch
  /** For everything else: stands in line, tries again, and lets go as a whole when Stripe is away. */
  inBackground: Fetch
  facts: () => CallFacts
}>

type Given = Readonly<{
  fetch: Fetch
  /** Of each endpoint. */
  perSecond: number
  time: Time
  random: () => number
  log: Log
}>
type Line = Given & Readonly<{ rate: Rate; presence: Presence; counts: CallCounts }>

export function createCalls(given: Given): Calls {
  const { time, log, perSecond } = given
  const presence = createPresence(time, (absence) =>
    log.warn(`stripe ${absence ?? 'answers again'}`),
  )
  const counts = createCounts()
  const line = { ...given, rate: createRate(time, perSecond), presence, counts }
  return {
    forReaders: async (url, init) => {
      const request = new Request(url, init)
      const endpoint = endpointOf(request.method, new URL(request.url))
      line.rate.take(endpoint)
      return asked(line, endpoint, request)
    },
    inBackground: (url, init) => patiently(line, new Request(url, init)),
    facts: () => ({ ...counts.facts(), away: presence.absence() }),
  }
}

const tries = 3
const triesWhenLimited = 5
/** Of one try, its body included; the SDK's own time-out is that of the whole call. */
const patience_ms = 10_000

/**
 * A try and, while it makes sense, another: the whole of what the SDK would do, and 429 besides, which
 * it leaves alone. Only reads are made in the background, so that nothing is done twice.
 */
async function patiently(line: Line, request: Request): Promise<Response> {
  const { presence, time } = line
  const endpoint = endpointOf(request.method, new URL(request.url))
  presence.enter()
  const began_ms = time.now_ms()
  let limited = 0
  for (let failed = 0; ; ) {
    await place(line, endpoint)
    const answer = await asked(line, endpoint, request).catch(failure)
    if (answer instanceof Response && answer.status === 429) {
      limited += 1
      const wait_ms = rest(line, endpoint, answer, limited)
      if (limited === triesWhenLimited) throw new StripeAway('wants fewer calls', wait_ms)
      continue
    }
    if (answer instanceof Response && answer.status === 401) {
      throw presence.lost('refuses our key', line.random())
    }
    if (answer instanceof Response && answer.status < 500 && answer.status !== 409) {
      presence.answered()
      return answer
    }
    failed += 1
    if (failed === tries) return blame(line, request, { answer, began_ms })
    await time.sleep(backOff(line, failed))
  }
}

/** One try, counted, its body read: a connection that breaks in the middle of it is no answer. */
async function asked({ fetch, counts }: Line, endpoint: string, request: Request) {
  try {
    const timeout = AbortSignal.timeout(patience_ms)
    const signal = AbortSignal.any([request.signal, timeout])
    const answer = await fetch(request.clone(), { signal })
    const whole = new Response((await answer.text()) || null, answer)
    counts.ended(endpoint, answer.status)
    return whole
  } catch (error) {
    counts.ended(endpoint, null)
    throw error
  }
}

function failure(error: unknown): Error {
  return error instanceof Error ? error : new Error('no answer', { cause: error })
}

/** Waits for the endpoint's next place, and through every pause that begins meanwhile. */
async function place({ rate, time, counts }: Line, endpoint: string): Promise<void> {
  for (;;) {
    const wait_ms = Math.max(rate.take(endpoint), rate.paused_ms(endpoint))
    if (wait_ms === 0) return
    counts.waited(wait_ms)
    await time.sleep(wait_ms)
    if (rate.paused_ms(endpoint) === 0) return
  }
}

/** Stripe wants fewer calls: of this endpoint, or of all when it says that the whole is too much. */
function rest(line: Line, endpoint: string, { headers }: Response, limited: number): number {
  const reason = headers.get('stripe-rate-limited-reason') ?? 'unknown'
  const asked_ms = Number(headers.get('retry-after') ?? 0) * 1000
  const wait_ms = Math.max(Number.isFinite(asked_ms) ? asked_ms : 0, backOff(line, limited))
  line.counts.limited(reason)
  line.rate.pause(reason.startsWith('global') ? all : endpoint, wait_ms)
  return wait_ms
}

/** 0.5 s, 1 s, 2 s …, each shortened by up to a half. */
function backOff({ random }: Line, failed: number): number {
  return 500 * 2 ** (failed - 1) * (1 - random() / 2)
}

type Lost = Readonly<{ answer: Response | Error; began_ms: number }>

/**
 * Whose fault it is that nothing came: when Stripe has answered anybody meanwhile, or answers a plain
 * question now, it is this call's, and its caller is told. Else Stripe is away for all.
 */
async function blame(line: Line, request: Request, { answer, began_ms }: Lost): Promise<Response> {
  const { presence, random } = line
  const isThere = presence.hasAnsweredSince(began_ms) || (await answersPlainly(line, request))
  if (!isThere) throw presence.lost('is out of reach', random())
  presence.answered()
  if (answer instanceof Response) return answer
  throw answer
}

const plainQuestion = '/v1/balance'

async function answersPlainly(line: Line, { url, headers }: Request): Promise<boolean> {
  const question = new Request(new URL(plainQuestion, url), { headers })
  const answer = await asked(line, `GET ${plainQuestion}`, question).catch(failure)
  return answer instanceof Response && answer.status < 500
}
