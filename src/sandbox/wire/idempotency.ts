import { createHash } from 'node:crypto'
import { invalidRequest, StripeError } from './error.ts'

/** An answer as it went out. `at` is the sandbox clock's time, in seconds. */
export type StoredAnswer = Readonly<{
  fingerprint: string
  status: number
  body: string
  request_id: string
  at: number
}>

/** One account's answers by key. `keep` belongs into the unit of work that the answer reports. */
export type IdempotencyStore = {
  find: (key: string) => Promise<StoredAnswer | undefined>
  keep: (key: string, answer: StoredAnswer) => Promise<void>
}

export type IdempotentRequest = {
  store: IdempotencyStore
  key: string
  fingerprint: string
  now: Date
}

const DAY_S = 24 * 60 * 60

/** What makes two requests the same: method, path and body, byte for byte. */
export function fingerprintOf(method: string, path: string, body: string): string {
  return createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex')
}

/**
 * Holds a key while its request is in work. Which keys are held is known in memory only, so a
 * killed process leaves none behind.
 * @param running the keys in work, `account:key`; one set for the whole sandbox
 * @throws StripeError 400 for a key longer than 255, 409 while another request holds it
 */
export async function holdingKey<T>(
  running: Set<string>,
  { account, key }: { account: string; key: string },
  work: () => Promise<T>,
): Promise<T> {
  if (key.length > 255) throw invalidRequest('Idempotency keys are at most 255 characters long.')
  const claim = `${account}:${key}`
  if (running.has(claim)) throw inUse(key)
  running.add(claim)
  try {
    return await work()
  } finally {
    running.delete(claim)
  }
}

/**
 * Does `work` once for a key: within 24 h of the sandbox's clock the same request is answered
 * with the stored answer and `Idempotent-Replayed: true`. An answer is stored once the request
 * was executed, failures of the card and of the server included; a refused request is not.
 * @throws StripeError 400 for a key that was used for another request
 */
export async function answerOnce(
  request: IdempotentRequest,
  work: () => Promise<Response>,
): Promise<Response> {
  const { store, key } = request
  const stored = await store.find(key)
  if (stored && nowS(request) - stored.at < DAY_S) return replay(stored, request)
  const answer = await work()
  if (wasExecuted(answer.status)) await store.keep(key, await storable(answer, request))
  return answer
}

function replay(stored: StoredAnswer, { key, fingerprint }: IdempotentRequest): Response {
  if (stored.fingerprint !== fingerprint) throw mismatch(key)
  const headers = {
    'content-type': 'application/json',
    'idempotent-replayed': 'true',
    'original-request': stored.request_id,
    'request-id': stored.request_id,
  }
  return new Response(stored.body, { status: stored.status, headers })
}

async function storable(answer: Response, request: IdempotentRequest): Promise<StoredAnswer> {
  return {
    fingerprint: request.fingerprint,
    status: answer.status,
    body: await answer.clone().text(),
    request_id: answer.headers.get('request-id') ?? '',
    at: nowS(request),
  }
}

function wasExecuted(status: number): boolean {
  return status < 400 || status === 402 || status >= 500
}

function nowS({ now }: IdempotentRequest): number {
  return Math.floor(now.getTime() / 1000)
}

function mismatch(key: string): StripeError {
  const message =
    'Keys for idempotent requests can only be used with the same parameters they were first ' +
    `used with. Try using a key other than '${key}' if you meant to execute a different request.`
  return new StripeError(400, { type: 'idempotency_error', message })
}

function inUse(key: string): StripeError {
  const message = `There is currently another in-progress request using this Idempotent Key: ${key}`
  return new StripeError(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message,
  })
}
