import type { Context } from 'hono'
import { Problem } from '../../platform/http/problem.ts'
import type { Sent } from '../support/prefill.ts'
import type { Texts } from '../texts/texts.ts'

/** The fields of an order as they came, from a form or as JSON; 400 for a body that is neither. */
export async function sentFields(c: Context, texts: Texts): Promise<Sent> {
  const body = await sentBody(c, texts)
  return isRecord(body) ? body : {}
}

/** The same, for whoever has to tell JSON that holds no fields from an empty form. */
export async function sentBody(c: Context, { words }: Texts): Promise<unknown> {
  const json = isJson(c)
  return (json ? c.req.json() : c.req.parseBody()).catch((cause: unknown) => {
    const detail = words(json ? 'checkout.no_json' : 'checkout.no_form')
    throw new Problem(400, 'malformed', detail, { cause })
  })
}

export function isJson(c: Context): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')
}

export function isRecord(body: unknown): body is Sent {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}
