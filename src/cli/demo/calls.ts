import * as z from 'zod'

/** Who answers, and as what the answer is read. Throws what it said where it is no success. */
export type Call = <T>(shape: z.ZodType<T>, path: string, body?: Body) => Promise<T>
type Body =
  | Readonly<{ form: Readonly<Record<string, string>> }>
  | Readonly<{ json: object; method?: 'POST' | 'PUT' }>
  | Readonly<{ text: string; type: string }>

/** Asks one house; `key` goes with each request. */
export function callOf(origin: string, key: string | null): Call {
  return async (shape, path, body) => {
    const response = await fetch(new URL(path, origin), {
      ...(body ? sent(body) : {}),
      headers: {
        accept: 'application/json',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(body ? typed(body) : {}),
      },
    })
    const text = await response.text()
    if (!response.ok) {
      throw new Error(`${path} answered ${response.status}: ${text.slice(0, 500)}`)
    }
    return shape.parse(text === '' ? null : JSON.parse(text))
  }
}

function sent(body: Body) {
  if ('form' in body) return { method: 'POST', body: new URLSearchParams(body.form) }
  if ('text' in body) return { method: 'POST', body: body.text }
  return { method: body.method ?? 'POST', body: JSON.stringify(body.json) }
}

function typed(body: Body): Record<string, string> {
  if ('form' in body) return {}
  return { 'content-type': 'text' in body ? body.type : 'application/json' }
}

/** An answer that is not looked into. */
export const anything = z.unknown()
