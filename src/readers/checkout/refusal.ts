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
}>

export function invalidOrder(errors: readonly FieldError[]): Refusal {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join(' ')
  return { kind: 'refused', status: 422, code: 'invalid', detail, errors, nonce: 'kept' }
}

export function nonceRefused(kind: 'forged' | 'stale', { words }: Texts): Refusal {
  const detail = words(kind === 'stale' ? 'checkout.stale' : 'checkout.nonce')
  return { kind: 'refused', status: 403, code: 'nonce', detail, errors: [], nonce: 'spent' }
}

type Unopened = Exclude<Opened, { kind: 'opened' | 'paid' }>

/** Throws the 429, which shows no form: sending it again would not help yet. */
export function refusalOf(unopened: Unopened, amountField: AmountField, texts: Texts): Refusal {
  const { words } = texts
  switch (unopened.kind) {
    case 'limited':
      throw limited(unopened.retry_after_s, texts)
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

function limited(retry_after_s: number, { words }: Texts): Problem {
  const detail = words('checkout.limited', { seconds: retry_after_s })
  return new Problem(429, 'too_many_orders', detail, {
    headers: { 'retry-after': String(retry_after_s) },
  })
}

/** On the page a sum that came in any field is mended in its one text field. */
export function errorsOnForm(errors: readonly FieldError[]): readonly FieldError[] {
  return errors.map((error) => ({ ...error, field: fieldsOnForm[error.field] ?? error.field }))
}

const fieldsOnForm: Readonly<Record<string, string>> = {
  ...{ amount: 'amount_other', amount_minor: 'amount_other', extra_minor: 'extra' },
}
