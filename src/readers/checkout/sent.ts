import type { Context } from 'hono'
import { Problem } from '../../platform/http/problem.ts'
import type { Sent } from '../support/prefill.ts'

/** The fields of an order as they came, from a form or as JSON; 400 for a body that is neither. */
export async function sentFields(c: Context): Promise<Sent> {
  const json = isJson(c)
  const body: unknown = await (json ? c.req.json() : c.req.parseBody()).catch((cause: unknown) => {
    throw unreadable(json ? 'The body is no JSON.' : 'The form cannot be read.', cause)
  })
  return isRecord(body) ? body : {}
}

export function isJson(c: Context): boolean {
  return /^application\/([\w.-]+\+)?json\b/i.test(c.req.header('content-type') ?? '')
}

function unreadable(what: string, cause: unknown): Problem {
  return new Problem(400, 'malformed', `${what} Nothing was charged.`, { cause })
}

function isRecord(body: unknown): body is Sent {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}
