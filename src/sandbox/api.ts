import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import * as z from 'zod'
import { accountKey } from './account-key.ts'
import type { Engine } from './engine.ts'
import { strike, withFaults } from './faults.ts'
import { enterClockOf } from './flows/test-clock.ts'
import { API_VERSION } from './objects/event.ts'
import { wireForm } from './objects/objects.ts'
import { leftOut } from './resources/expansions.ts'
import type { Operation } from './resources/operation.ts'
import { resources } from './resources/resources.ts'
import type { Unit } from './unit.ts'
import { checkParams } from './validate/params.ts'
import { checkRules } from './validate/rules.ts'
import { errorResponse, invalidRequest, keyRefused, StripeError } from './wire/error.ts'
import { expandPaths } from './wire/expand.ts'
import { decodeForm } from './wire/form.ts'
import { answerOnce, fingerprintOf, holdingKey } from './wire/idempotency.ts'

type Request = {
  operation: string
  run: Operation
  account: string
  id: string
  method: string
  path: string
  text: string
  requestId: string
  idempotencyKey: string | null
  hangUp: () => void
  isSpared: boolean
}

/** No connection where the sandbox is called in one process; its own pages are spared all faults. */
type Env = { Bindings: Partial<HttpBindings> & { isSpared?: boolean } }

/** Stripe's REST API: every operation of `resources`, with what all of them share. */
export function api(engine: Engine, nextRequestId: () => string) {
  const running = new Set<string>()
  const app = new Hono<Env>()
  for (const [operation, work] of Object.entries(resources)) {
    const [method = '', path = ''] = operation.split(' ')
    app.on(method, path, async (c) => {
      const request = await requestOf(c, operation, work, nextRequestId())
      const run = () => (method === 'GET' ? read(engine, request) : write(engine, request, running))
      return request.isSpared ? run() : withFaults(engine, request, run)
    })
  }
  return app
}

async function requestOf(
  c: Context<Env>,
  operation: string,
  run: Operation,
  requestId: string,
): Promise<Request> {
  const account = accountKey(c.req.header('authorization'))
  if (account === null) throw keyRefused('You did not provide an API key.')
  checkVersion(c.req.header('stripe-version'))
  const isRead = c.req.method === 'GET'
  const query = new URL(c.req.url).search.slice(1)
  const body = isRead ? '' : await c.req.text()
  return {
    ...{ operation, run, account, requestId },
    id: c.req.param('id') ?? '',
    method: c.req.method,
    path: c.req.path,
    text: isRead || body === '' ? query : body,
    idempotencyKey: c.req.header('idempotency-key') ?? null,
    hangUp: () => c.env?.incoming?.socket.destroy(),
    isSpared: c.env?.isSpared === true,
  }
}

function checkVersion(version: string | undefined): void {
  if (version === undefined || version === API_VERSION) return
  throw invalidRequest(
    `The sandbox speaks API version ${API_VERSION} only; the request asked for ${version}.`,
  )
}

function read(engine: Engine, request: Request): Promise<Response> {
  return engine.look(request.account, (unit) => answer(unit, request))
}

/**
 * The answer is kept under its idempotency key in the same transaction as what it reports. A
 * declined card is an outcome, so what happened stays; any other refusal undoes the whole request.
 */
function write(engine: Engine, request: Request, running: Set<string>): Promise<Response> {
  const { account, requestId, idempotencyKey: key } = request
  const cause = { id: requestId, idempotency_key: key }
  const work = (unit: Unit) => answer(unit, request).catch((error) => outcomeOf(error, requestId))
  if (key === null) return engine.work(account, work, cause)
  const once = (unit: Unit) => {
    const store = {
      find: (sought: string) => unit.answer(sought),
      keep: async (...kept: Parameters<Unit['keepAnswer']>) => unit.keepAnswer(...kept),
    }
    const fingerprint = fingerprintOf(request.method, request.path, request.text)
    return answerOnce({ store, key, fingerprint, now: new Date(unit.nowMs) }, () => work(unit))
  }
  return holdingKey(running, { account, key }, () => engine.work(account, once, cause))
}

function outcomeOf(error: unknown, requestId: string): Response {
  if (error instanceof StripeError && error.status === 402) return errorResponse(error, requestId)
  throw error
}

async function answer(unit: Unit, request: Request): Promise<Response> {
  const { operation, id, path: url, requestId } = request
  if (!request.isSpared) strike(unit, operation)
  const { expand, ...params } = checkParams(operation, paramsIn(request))
  await enterClockOf(unit, [id, ...Object.values(params)])
  checkRules(operation, params, {
    now: new Date(unit.nowMs),
    customerCurrency: await customerCurrency(unit, params),
  })
  const made = await request.run({ unit, id, url, params }).catch(notUnderstood)
  if (made instanceof Response) return made
  const object = wireForm(made)
  const paths = Array.isArray(expand) ? expand.map(String) : []
  await unit.preload(paths.flatMap((path) => namedAt(object, path)))
  const whole = await expandPaths(
    object,
    paths,
    (wanted) => unit.find(wanted),
    (inside, field) => leftOut(unit, inside, field),
  )
  return Response.json(whole, {
    headers: { 'request-id': requestId, 'stripe-version': API_VERSION },
  })
}

/** What the SDK's types let through and the sandbox has no use for is refused by name. */
function notUnderstood(error: unknown): never {
  if (!(error instanceof z.ZodError)) throw error
  const [issue] = error.issues
  const [head = '', ...rest] = issue?.path.map(String) ?? []
  const param = head + rest.map((part) => `[${part}]`).join('')
  throw invalidRequest(`Invalid ${param}: ${issue?.message ?? 'not understood'}`, { param })
}

/** The newer half of Stripe's API takes JSON where the older one takes forms. */
function paramsIn({ path, method, text }: Request): Record<string, unknown> {
  if (!path.startsWith('/v2/') || method === 'GET' || text === '') return decodeForm(text)
  const parsed = jsonBody.safeParse(text)
  if (!parsed.success) throw invalidRequest('The body is not a JSON object.')
  return parsed.data
}
const jsonBody = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  .pipe(z.record(z.string(), z.unknown()))

/** The ids that the first field of a path holds, on each item of a list: read in one go. */
function namedAt(object: Record<string, unknown>, path: string): string[] {
  const [first, second] = path.split('.')
  const items = first === 'data' && Array.isArray(object.data) ? object.data : [object]
  const field = first === 'data' ? second : first
  return items.flatMap((item) => (typeof item[field ?? ''] === 'string' ? [item[field ?? '']] : []))
}

/** What an earlier subscription binds the customer to. */
async function customerCurrency(unit: Unit, { customer }: Record<string, unknown>) {
  if (typeof customer !== 'string') return undefined
  const found = await unit.get('customer', customer)
  return found && 'currency' in found ? (found.currency ?? undefined) : undefined
}
