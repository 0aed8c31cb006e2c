/** What Stripe says about an error, in the words of its envelope. */
export type StripeErrorFacts = {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'
  message: string
  code?: string
  param?: string
  decline_code?: string
  charge?: string
  payment_intent?: object
  payment_method?: object
  setup_intent?: object
}

/** An answer other than 2xx. Whoever finds the fault throws it; `errorResponse` is its wire form. */
export class StripeError extends Error {
  override readonly name = 'StripeError'
  readonly status: number
  readonly facts: StripeErrorFacts
  readonly type: StripeErrorFacts['type']
  readonly code: string | undefined
  readonly param: string | undefined
  readonly decline_code: string | undefined

  constructor(status: number, facts: StripeErrorFacts) {
    super(facts.message)
    this.status = status
    this.facts = facts
    this.type = facts.type
    this.code = facts.code
    this.param = facts.param
    this.decline_code = facts.decline_code
  }
}

/**
 * Stripe's error envelope. Always this shape: a non-2xx body without an `error` object is taken
 * for a success by the SDK (tried with stripe 23.1.0).
 */
export function errorResponse(error: StripeError, requestId: string): Response {
  const { code } = error.facts
  const doc_url = code && `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`
  const request_log_url = `https://dashboard.stripe.com/test/logs/${requestId}`
  const body = { error: { ...error.facts, ...(doc_url && { doc_url }), request_log_url } }
  return Response.json(body, { status: error.status, headers: { 'request-id': requestId } })
}

type Where = { code?: string; param?: string }

/** 400 in words of our own, for what has no constructor below. */
export function invalidRequest(message: string, where: Where = {}): StripeError {
  return new StripeError(400, { type: 'invalid_request_error', message, ...where })
}

/** 404; `kind` is Stripe's word for the object (`checkout.session`), `param` who named it. */
export function resourceMissing(kind: string, id: string, param = 'id'): StripeError {
  const message = `No such ${kind}: '${id}'`
  return new StripeError(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param,
    message,
  })
}

export function parameterUnknown(param: string): StripeError {
  return invalidRequest(`Received unknown parameter: ${param}`, {
    code: 'parameter_unknown',
    param,
  })
}

export function parameterMissing(param: string): StripeError {
  return invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}

/** 402, the only error after which money may have been asked for: `charge` names the attempt. */
export function cardError(facts: Omit<StripeErrorFacts, 'type'>): StripeError {
  return new StripeError(402, { type: 'card_error', ...facts })
}

/** 401 for a key that is missing or not a test key. */
export function keyRefused(message: string): StripeError {
  return new StripeError(401, { type: 'invalid_request_error', message })
}

/** 404 for what Stripe has and the sandbox has not, or nobody has. */
export function unsupportedRoute(method: string, path: string): StripeError {
  return new StripeError(404, {
    type: 'invalid_request_error',
    code: 'unsupported_by_sandbox',
    message: `Unrecognized request URL (${method}: ${path}), or one the sandbox does not support.`,
  })
}

/** 400 for a value that Stripe takes and the sandbox does not. */
export function unsupportedValue(param: string, value: string): StripeError {
  return invalidRequest(`The sandbox does not support \`${param}\`: \`${value}\`.`, {
    code: 'unsupported_by_sandbox',
    param,
  })
}

/** 500 for a fault of the sandbox's own; the cause belongs into the log, not on the wire. */
export function internalError(): StripeError {
  return new StripeError(500, { type: 'api_error', message: 'The sandbox failed; see its log.' })
}
