import * as plain from 'node:http'
import * as secure from 'node:https'
import type { Letter } from './letter.ts'

/** Sockets are used again: a connection a delivery costs more than the delivery. */
const plainAgent = new plain.Agent({ keepAlive: true })
const secureAgent = new secure.Agent({ keepAlive: true })

/**
 * Brings a letter and answers the endpoint's status, or the network's word for why there is none
 * (`ECONNREFUSED`, `TimeoutError`). A redirect is not followed. Not by `fetch`: that and its
 * `AbortSignal.timeout`, which holds each letter until the time is over, took twice the time and
 * four times the memory of a year of 500 members.
 */
export async function post(letter: Letter, timeout_ms: number): Promise<string> {
  try {
    return await posted(letter, timeout_ms)
  } catch (error) {
    if (!(error instanceof Error)) return 'unknown'
    return 'code' in error ? String(error.code) : error.name
  }
}

/** @throws what went wrong on the network; a socket that went stale while it waited is replaced */
function posted(letter: Letter, timeout_ms: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = requestOf(letter)
    const timer = setTimeout(() => request.destroy(new TimeoutError()), timeout_ms)
    const fail = (error: Error) => {
      clearTimeout(timer)
      const isStale = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
      if (isStale) posted(letter, timeout_ms).then(resolve, reject)
      else reject(error)
    }
    request.once('error', fail).once('response', (answer) => {
      answer.once('error', fail).once('end', () => {
        clearTimeout(timer)
        resolve(String(answer.statusCode))
      })
      answer.resume()
    })
    request.end(letter.body)
  })
}

function requestOf({ url, body, signature }: Letter): plain.ClientRequest {
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'stripe-signature': signature,
    'user-agent': 'Stripe/1.0 (+sandbox)',
  }
  const to = new URL(url)
  return to.protocol === 'https:'
    ? secure.request(to, { method: 'POST', headers, agent: secureAgent })
    : plain.request(to, { method: 'POST', headers, agent: plainAgent })
}

class TimeoutError extends Error {
  override readonly name = 'TimeoutError'
}
