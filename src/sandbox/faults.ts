import { chaosOf } from './deliveries/chaos.ts'
import type { Engine } from './engine.ts'
import type { Fault } from './fault.ts'
import type { Unit } from './unit.ts'
import { errorResponse, StripeError } from './wire/error.ts'

/** Thrown out of a unit of work, so that nothing of the request is kept. */
class Struck extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super('a fault was ordered')
    this.fault = fault
  }
}

/** Stops the request when chaos has a fault left for its operation (`POST /v1/refunds`). */
export function strike(unit: Unit, operation: string): void {
  const fault = aimedAt(unit, operation)
  if (fault && !fault.after) throw new Struck(fault)
}

/** Loses the answer of a request whose work stands, where chaos says so. */
async function loseAnswer(engine: Engine, aim: Aim, answer: Response): Promise<Response> {
  const { account, operation } = aim
  const fault = await engine.look(account, async (unit) => aimedAt(unit, operation))
  if (!fault?.after) return answer
  await engine.work(account, async (unit) => useUp(unit, operation))
  return (await answerOf(fault, aim)) ?? answer
}

type Aim = Readonly<{
  account: string
  operation: string
  requestId: string
  /** Ends the caller's connection; nothing where there is none, as in one process. */
  hangUp: () => void
}>

/** Runs a request; where a fault strikes, uses it up and answers as it says. */
export async function withFaults(
  engine: Engine,
  aim: Aim,
  run: () => Promise<Response>,
): Promise<Response> {
  try {
    return await loseAnswer(engine, aim, await run())
  } catch (error) {
    if (!(error instanceof Struck)) throw error
    await engine.work(aim.account, async (unit) => useUp(unit, aim.operation))
    return (await answerOf(error.fault, aim)) ?? withFaults(engine, aim, run)
  }
}

/** What the fault answers in place of the request; null when it only takes time. */
async function answerOf(fault: Fault, { requestId, hangUp }: Aim): Promise<Response | null> {
  const { latencyMs, closeConnection, body, headers, status = 200 } = fault
  if (latencyMs > 0) await new Promise((wake) => setTimeout(wake, latencyMs))
  if (closeConnection === 'at_once') hangUp()
  if (closeConnection) return brokenOff()
  if (body !== undefined) return new Response(body, { status, headers })
  return fault.status === undefined ? null : refusal(status, headers, requestId)
}

function aimedAt(unit: Unit, operation: string): Fault | undefined {
  return chaosOf(unit.account).faults.find(isAimedAt(operation))
}

function isAimedAt(operation: string) {
  return ({ endpoint, times }: Fault) => times > 0 && endpoint === operation
}

function useUp(unit: Unit, operation: string): void {
  const chaos = chaosOf(unit.account)
  const index = chaos.faults.findIndex(isAimedAt(operation))
  const faults = chaos.faults.map((fault, at) =>
    at === index ? { ...fault, times: fault.times - 1 } : fault,
  )
  unit.amend({ chaos: { ...chaos, faults } })
}

/** As Stripe refuses where it is too much, where another request holds the object, or by its own fault. */
function refusal(status: number, ordered: Fault['headers'], requestId: string): Response {
  const { code, headers } = usual[status] ?? { headers: {} }
  const type = status >= 500 ? 'api_error' : 'invalid_request_error'
  const message = `The sandbox was told to answer ${status}.`
  const error = new StripeError(status, { type, message, ...(code !== undefined && { code }) })
  const answer = errorResponse(error, requestId)
  for (const [name, value] of Object.entries({ ...headers, ...ordered })) {
    answer.headers.set(name, value)
  }
  return answer
}

type Usual = Readonly<{ code?: string; headers: Readonly<Record<string, string>> }>
const usual: Readonly<Record<number, Usual>> = {
  409: { code: 'lock_timeout', headers: { 'stripe-should-retry': 'true' } },
  429: {
    code: 'rate_limit',
    headers: {
      'retry-after': '1',
      'stripe-rate-limited-reason': 'endpoint-rate',
      'stripe-should-retry': 'false',
    },
  },
}

/** Headers, and then nothing: the connection ends in the middle of the body. */
function brokenOff(): Response {
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error('connection closed by order')),
  })
  return new Response(body, { headers: { 'content-type': 'application/json' } })
}
