import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { webhookSecret } from './ground.ts'

/** What a run of requests came to; latencies in ms, one a request. */
export type Run = Readonly<{ perSecond: number; latencies_ms: number[]; refused: number }>

/** Whole requests as bytes, made and signed ahead, so that sending them costs next to nothing. */
export function signedRequests(bodies: readonly string[]): Buffer[] {
  const now_s = Math.floor(Date.now() / 1000)
  return bodies.map((body) => {
    const v1 = createHmac('sha256', webhookSecret).update(`${now_s}.${body}`).digest('hex')
    const head = [
      'POST /webhooks/stripe HTTP/1.1',
      'host: 127.0.0.1',
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      `stripe-signature: t=${now_s},v1=${v1}`,
    ]
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`)
  })
}

/** The same events of another account: every id of Stripe's is another one in each copy. */
export function renamed(bodies: readonly string[], copy: string): string[] {
  return bodies.map((body) => body.replaceAll(ids, (id) => `${id}Copy${copy}`))
}
const ids = /(?<=")[a-z]+(?:_test)?_(?=[A-Za-z0-9]*\d)[A-Za-z0-9]{14,}(?=")/g

type Pace = Readonly<{ connections: number; longest_s?: number; perSecond?: number }>

/**
 * Sends each request once, in order, over so many connections, each waiting for its answer; stops
 * after `longest_s`. With `perSecond` each request has its moment, and is late rather than left out.
 */
export async function send(port: number, requests: Buffer[], pace: Pace): Promise<Run> {
  const waiting = requests.entries()
  const latencies_ms: number[] = []
  let refused = 0
  const start = performance.now()
  const end = start + (pace.longest_s ?? 3600) * 1000
  const worker = async () => {
    const ask = await connection(port)
    for (const [n, request] of waiting) {
      if (pace.perSecond) await until(start + (n * 1000) / pace.perSecond)
      const sent = performance.now()
      if (sent > end) break
      if ((await ask(request)) !== 200) refused += 1
      latencies_ms.push(performance.now() - sent)
    }
    ask.end()
  }
  await Promise.all(Array.from({ length: pace.connections }, worker))
  const seconds = (performance.now() - start) / 1000
  return { perSecond: latencies_ms.length / seconds, latencies_ms, refused }
}

async function until(moment: number) {
  const left_ms = moment - performance.now()
  if (left_ms > 1) await wait(left_ms)
}

/** One request after the other on a socket; answers the status. */
async function connection(port: number) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  const ask = (request: Buffer) => {
    socket.write(request)
    return statusFrom(socket)
  }
  return Object.assign(ask, { end: () => socket.destroy() })
}

function statusFrom(socket: Socket): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const read = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      if (!isWhole(answer)) return
      socket.off('data', read).off('close', closed)
      resolve(Number(answer.slice(9, 12)))
    }
    const closed = () => reject(new Error(`the server hung up: ${answer}`))
    socket.on('data', read).on('close', closed)
  })
}

function isWhole(answer: string): boolean {
  const head = answer.indexOf('\r\n\r\n')
  if (head < 0) return false
  const length = /content-length: (\d+)/i.exec(answer)?.[1]
  if (length === undefined) return answer.endsWith('0\r\n\r\n') // chunked
  return answer.length >= head + 4 + Number(length)
}
