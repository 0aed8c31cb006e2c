import Stripe from 'stripe'

/** Why a call of the SDK brought nothing. */
export type Refusal = Readonly<{
  /**
   * `answered`: Stripe said no, and the same key would give the same answer. `in_use`: the key is at
   * work for another call, or was used for something else. `unreachable`: nobody knows what was done;
   * the same key finds out.
   */
  kind: 'answered' | 'in_use' | 'unreachable'
  status: number | null
  code: string | null
  /** The bank's own word, where it was asked for money. */
  decline: string | null
  param: string | null
  /** For the log: never what was sent. */
  reason: string
}>

/** What was thrown by the SDK, as a value. Throws what did not come from Stripe. */
export function refusalIn(error: unknown): Refusal {
  // the SDK looks into every answer for an `error`, also into one that is null
  if (error instanceof TypeError) return { ...nothingTold, reason: 'the answer is null' }
  if (!(error instanceof Stripe.errors.StripeError)) throw error
  const { type, statusCode, code, param, decline_code, rawType } = error
  return {
    kind: kindOf({ statusCode, rawType }),
    status: statusCode ?? null,
    code: code ?? null,
    decline: decline_code ?? null,
    param: param ?? null,
    reason: [type, statusCode, code, param].filter(Boolean).join(' '),
  }
}

/** An answer that proves not to be the object that was asked for: nobody knows what was done. */
export function strange(what: string): Refusal {
  return { ...nothingTold, reason: `the answer is no ${what}` }
}

const nothingTold: Omit<Refusal, 'reason'> = {
  ...{ kind: 'unreachable', status: null, code: null, decline: null, param: null },
}

type Answered = Readonly<{ statusCode: number | undefined; rawType: string | undefined }>

/** An answer has a status and Stripe's error in it; a time-out, a cut line or a gateway's page not both. */
function kindOf({ statusCode, rawType }: Answered): Refusal['kind'] {
  if (statusCode === 409 || rawType === 'idempotency_error') return 'in_use'
  return statusCode !== undefined && rawType !== undefined ? 'answered' : 'unreachable'
}
