import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type FrameKey, frameIn, type Told } from '../ui/texts/frame.ts'
import { english, type Speech } from '../ui/texts/speech.ts'

export type FieldError = Readonly<{ field: string; message: string }>

/** RFC 9457's members, without `type` and `instance`, which the answer adds. */
export type ProblemFacts = Readonly<{
  code: string
  status: ContentfulStatusCode
  title: string
  detail: string
  errors?: readonly FieldError[]
}>

type More = Readonly<{
  title?: string | Told
  errors?: readonly FieldError[]
  headers?: Readonly<Record<string, string>>
  cause?: unknown
}>

/**
 * An answer that is not the wished one, thrown by a handler and told by `problemResponse`.
 * `detail` says what happened, whether money moved, and what to do now: as text by who knows the
 * reader's language, else as what is to be told in it.
 */
export class Problem extends Error {
  readonly headers: Readonly<Record<string, string>>
  private readonly status: ContentfulStatusCode
  private readonly code: string
  private readonly detail: string | Told
  private readonly more: More

  constructor(status: ContentfulStatusCode, code: string, detail: string | Told, more: More = {}) {
    super(said(detail, english), { cause: more.cause })
    this.headers = more.headers ?? {}
    this.status = status
    this.code = code
    this.detail = detail
    this.more = more
  }

  /** As programs and logs read it. */
  get facts(): ProblemFacts {
    return this.factsIn(english)
  }

  factsIn(speech: Speech): ProblemFacts {
    const { status, code, more } = this
    const title = said(more.title ?? { key: titleOf(status) }, speech)
    const errors = more.errors === undefined ? {} : { errors: more.errors }
    return { code, status, title, detail: said(this.detail, speech), ...errors }
  }
}

function said(text: string | Told, speech: Speech): string {
  return typeof text === 'string' ? text : frameIn(speech).words(text.key, text.values)
}

/** 422 that names each field which is wrong. */
export function invalid(errors: readonly FieldError[]): Problem {
  const detail = errors.map(({ field, message }) => `${field}: ${message}`).join(' ')
  return new Problem(422, 'invalid', detail, { errors })
}

function titleOf(status: number): FrameKey {
  return titles[status] ?? 'problem.title_other'
}

const titles: Readonly<Record<number, FrameKey>> = {
  400: 'problem.title_400',
  401: 'problem.title_401',
  403: 'problem.title_403',
  404: 'problem.title_404',
  409: 'problem.title_409',
  410: 'problem.title_410',
  413: 'problem.title_413',
  422: 'problem.title_422',
  429: 'problem.title_429',
  502: 'problem.title_502',
  503: 'problem.title_503',
}
