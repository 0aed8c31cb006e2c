import { type FieldError, Problem } from '../../platform/http/problem.ts'
import type { Texts } from '../texts/texts.ts'
import type { AmountField } from './fields.ts'
import type { Opened } from './open.ts'

/** Why no payment page was opened. A reader gets the form again, a program the problem. */
export type Refusal = Readonly<{
  kind: 'refused'
  status: 403 | 422 | 502
  code: string
  detail: string
  errors: readonly FieldError[]
  /** Whether the form may be sent again under its nonce, or needs a new one. */
  nonce: 'kept' | 'spent'
  /** What the form has to bring back, once a person has looked at it. */
  proof?: string
}>

export function invalidOrder(errors: readonly FieldError[]): Refusal {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join(' ')
  return { kind: 'refused', status: 422, code: 'invalid', detail, errors, nonce: 'kept' }
}

export function nonceRefused(kind: 'forged' | 'stale', { words }: Texts): Refusal {
  const detail = words(kind === 'stale' ? 'checkout.stale' : 'checkout.nonce')
  return { kind: 'refused', status: 403, code: 'nonce', detail, errors: [], nonce: 'spent' }
}

/** While cards are being tried: the form again, to be sent by a person. */
export function checkAsked(proof: string, { words }: Texts): Refusal {
  const detail = words('checkout.check')
  return {
    ...{ kind: 'refused', status: 403, code: 'person_check', errors: [], nonce: 'kept' },
    ...{ detail, proof },
  }
}

type Unopened =
  | Exclude<Opened, { kind: 'opened' | 'paid' }>
  | Readonly<{ kind: 'stopped'; retry_after_s: number }>

/** Throws the 429, which shows no form: sending it again would not help yet. */
export function refusalOf(unopened: Unopened, amountField: AmountField, texts: Texts): Refusal {
  const { words } = texts
  switch (unopened.kind) {
    case 'limited':
      throw tooMany(unopened, words('checkout.limited', { seconds: unopened.retry_after_s }))
    case 'stopped': {
      const minutes = Math.ceil(unopened.retry_after_s / 60)
      throw tooMany(unopened, words('checkout.stopped', { minutes }))
    }
    case 'amount_refused':
      return invalidOrder([{ field: amountField, message: words('checkout.amount_refused') }])
    case 'email_refused':
      return invalidOrder([{ field: 'email', message: words('checkout.email_refused') }])
    case 'expired':
      return { ...nonceRefused('stale', texts), detail: words('checkout.expired') }
    case 'stripe_away':
      return {
        ...{ kind: 'refused', status: 502, code: 'stripe_unavailable', nonce: 'kept' },
        ...{ detail: words('checkout.away'), errors: [] },
      }
  }
}

type TooMany = Readonly<{ kind: 'limited' | 'stopped'; retry_after_s: number }>

function tooMany({ kind, retry_after_s }: TooMany, detail: string): Problem {
  const code = kind === 'limited' ? 'too_many_orders' : 'too_many_refused_cards'
  return new Problem(429, code, detail, { headers: { 'retry-after': String(retry_after_s) } })
}

/** On the page a sum that came in any field is mended in its one text field. */
export function errorsOnForm(errors: readonly FieldError[]): readonly FieldError[] {
  return errors.map((error) => ({ ...error, field: fieldsOnForm[error.field] ?? error.field }))
}

const fieldsOnForm: Readonly<Record<string, string>> = {
  ...{ amount: 'amount_other', amount_minor: 'amount_other', extra_minor: 'extra' },
}
