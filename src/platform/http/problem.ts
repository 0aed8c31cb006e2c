import type { ContentfulStatusCode } from 'hono/utils/http-status'

export type FieldError = Readonly<{ field: string; message: string }>

/** RFC 9457's members, without `type` and `instance`, which the answer adds. */
export type ProblemFacts = Readonly<{
  code: string
  status: ContentfulStatusCode
  title: string
  detail: string
  errors?: readonly FieldError[]
}>

/**
 * An answer that is not the wished one, thrown by a handler and told by `problemResponse`.
 * `detail` says what happened, whether money moved, and what to do now.
 */
export class Problem extends Error {
  readonly facts: ProblemFacts
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: ContentfulStatusCode,
    code: string,
    detail: string,
    more: {
      title?: string
      errors?: readonly FieldError[]
      headers?: Readonly<Record<string, string>>
      cause?: unknown
    } = {},
  ) {
    super(detail, { cause: more.cause })
    const errors = more.errors === undefined ? {} : { errors: more.errors }
    this.facts = { code, status, title: more.title ?? titleOf(status), detail, ...errors }
    this.headers = more.headers ?? {}
  }
}

/** 422 that names each field which is wrong. */
export function invalid(errors: readonly FieldError[]): Problem {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join(' ')
  return new Problem(422, 'invalid', detail, { title: 'Some fields need another value', errors })
}

function titleOf(status: number): string {
  return titles[status] ?? 'Something went wrong'
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Nothing here',
  409: 'It no longer fits',
  413: 'Too large',
  422: 'Some fields need another value',
  429: 'Too many requests',
  502: 'Stripe is out of reach',
  503: 'Not available right now',
}
