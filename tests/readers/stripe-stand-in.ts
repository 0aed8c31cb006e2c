import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Stripe from 'stripe'
import { onTestFinished } from 'vitest'

export type Asked = Readonly<{
  method: string
  path: string
  key: string | undefined
  params: URLSearchParams
}>
type Answer = Readonly<{ status?: number; body: unknown }> | 'silence' | 'hang up'

/**
 * A Stripe that answers checkout sessions over HTTP and can be made to fail: `failNext` says what
 * the next requests get instead, `holdNext` keeps one in work. It keeps answers by idempotency key,
 * failed ones too, and refuses a key that is in work or comes with another order, as Stripe does.
 */
export async function openStandIn() {
  const asked: Asked[] = []
  const failures: Answer[] = []
  const sessions = new Map<string, Record<string, unknown>>()
  const kept = new Map<string, Kept>()
  const running = new Set<string>()
  const gates: Promise<void>[] = []
  const server = createServer((request, response) => void serve(request, response))
  async function serve(request: IncomingMessage, response: ServerResponse) {
    const question = await questionOf(request)
    asked.push(question)
    const answer = failures.shift() ?? (await keyed(question)) ?? answerTo(question, sessions)
    if (answer === 'silence') return
    if (answer === 'hang up') return void request.socket.destroy()
    if (question.key !== undefined && isKept(answer)) {
      kept.set(question.key, { answer, order: question.params.toString() })
      running.delete(question.key)
    }
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' }).end(text)
  }
  /** What a key that was seen before is answered with. */
  async function keyed({ key, params }: Asked): Promise<Exclude<Answer, string> | undefined> {
    if (key === undefined) return undefined
    if (running.has(key)) return { status: 409, body: errorBody('idempotency_key_in_use') }
    const before = kept.get(key)
    if (before !== undefined) return before.order === params.toString() ? before.answer : differs
    const gate = gates.shift()
    if (gate === undefined) return undefined
    running.add(key)
    await gate
    return undefined
  }
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const stripe = new Stripe('sk_test_stand_in', { host: '127.0.0.1', port, protocol: 'http' })
  const created = () => asked.filter(({ method }) => method === 'POST')
  return {
    stripe,
    sessions,
    asked,
    created,
    failNext: (...answers: Answer[]) => failures.push(...answers),
    /** The next order stays in work until the function that this returns is called. */
    holdNext: () => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gates.push(promise)
      return resolve
    },
  }
}

type Kept = Readonly<{ answer: Exclude<Answer, string>; order: string }>
const differs = { status: 400, body: { error: { type: 'idempotency_error', message: 'Differs.' } } }

/** Stripe keeps what it answered itself, save a refused validation; a gateway's page is none of that. */
function isKept({ status = 200, body }: Exclude<Answer, string>): boolean {
  const isStripes =
    typeof body === 'object' && body !== null && ('error' in body || 'object' in body)
  return isStripes && status !== 400
}

async function questionOf(request: IncomingMessage): Promise<Asked> {
  let body = ''
  for await (const chunk of request) body += chunk
  const key = request.headers['idempotency-key']
  return {
    method: request.method ?? '',
    path: (request.url ?? '').split('?')[0] ?? '',
    key: request.method === 'POST' && typeof key === 'string' ? key : undefined,
    params: new URLSearchParams(body),
  }
}

function answerTo({ method, path, params }: Asked, sessions: Map<string, Record<string, unknown>>) {
  if (method === 'POST') {
    const id = `cs_test_${sessions.size + 1}`
    const session = sessionOf(id, params)
    sessions.set(id, session)
    return { body: session }
  }
  const session = sessions.get(path.split('/').at(-1) ?? '')
  return session === undefined
    ? { status: 404, body: errorBody('resource_missing') }
    : { body: session }
}

function sessionOf(id: string, params: URLSearchParams): Record<string, unknown> {
  const metadata = Object.fromEntries(
    [...params].flatMap(([name, value]) => {
      const key = /^metadata\[(\w+)\]$/.exec(name)?.[1]
      return key === undefined ? [] : [[key, value]]
    }),
  )
  return {
    ...{ id, object: 'checkout.session', url: `https://checkout.stripe.com/c/pay/${id}`, metadata },
    ...{ status: 'open', payment_status: 'unpaid', mode: params.get('mode') },
    amount_total: Number(params.get('line_items[0][price_data][unit_amount]')),
    currency: params.get('line_items[0][price_data][currency]'),
    customer_details: { email: 'olena@example.org', name: 'Olena' },
  }
}

export function errorBody(code: string, more: Record<string, string> = {}) {
  return { error: { type: 'invalid_request_error', code, message: `${code}.`, ...more } }
}
