import { type Chaos, chaosSetting, type Fault } from './deliveries/chaos.ts'
import type { Engine } from './engine.ts'
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
async function loseAnswer(
  engine: Engine,
  { account, operation, requestId }: Aim,
  answer: Response,
): Promise<Response> {
  const fault = await engine.look(account, async (unit) => aimedAt(unit, operation))
  if (!fault?.after) return answer
  await engine.work(account, async (unit) => useUp(unit, operation))
  return (await answerOf(fault, requestId)) ?? answer
}

type Aim = Readonly<{ account: string; operation: string; requestId: string }>

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
    return (await answerOf(error.fault, aim.requestId)) ?? withFaults(engine, aim, run)
  }
}

/** What the fault answers in place of the request; null when it only takes time. */
async function answerOf(fault: Fault, requestId: string): Promise<Response | null> {
  if (fault.latencyMs > 0) await new Promise((wake) => setTimeout(wake, fault.latencyMs))
  if (fault.closeConnection) return brokenOff()
  if (fault.body !== undefined) return new Response(fault.body, { status: fault.status ?? 200 })
  return fault.status === undefined ? null : errorResponse(errorOf(fault.status), requestId)
}

function aimedAt(unit: Unit, operation: string): Fault | undefined {
  return chaosSetting.parse(unit.account.chaos).faults.find(isAimedAt(operation))
}

function isAimedAt(operation: string) {
  return ({ endpoint, times }: Fault) => times > 0 && endpoint === operation
}

function useUp(unit: Unit, operation: string): void {
  const chaos: Chaos = chaosSetting.parse(unit.account.chaos)
  const index = chaos.faults.findIndex(isAimedAt(operation))
  const faults = chaos.faults.map((fault, at) =>
    at === index ? { ...fault, times: fault.times - 1 } : fault,
  )
  unit.amend({ chaos: { ...chaos, faults } })
}

function errorOf(status: number): StripeError {
  const type = status >= 500 ? 'api_error' : 'invalid_request_error'
  const code = status === 429 ? 'rate_limit' : status === 409 ? 'lock_timeout' : undefined
  const message = `The sandbox was told to answer ${status}.`
  return new StripeError(status, { type, message, ...(code && { code }) })
}

/** Headers, and then nothing: the connection ends in the middle of the body. */
function brokenOff(): Response {
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error('connection closed by order')),
  })
  return new Response(body, { headers: { 'content-type': 'application/json' } })
}
