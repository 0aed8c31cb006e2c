import type { Context } from 'hono'
import { Problem } from '../../platform/http/problem.ts'
import type { Texts } from '../texts/texts.ts'

/** Fields by their names, each as it came. */
export type Sent = Readonly<Record<string, unknown>>

/** What was typed into a field; empty where it was not sent, or as something else than text. */
export function textIn(sent: Sent, name: string): string {
  const value = sent[name]
  return typeof value === 'string' ? value : ''
}

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
