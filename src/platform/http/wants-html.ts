import type { Context } from 'hono'
import { accepts } from 'hono/accepts'

/** True for a browser that asked for a page; programs that name no type get JSON. */
export function wantsHtml(c: Context): boolean {
  const type = accepts(c, {
    header: 'Accept',
    supports: ['application/json', 'application/problem+json', 'text/html'],
    default: 'application/json',
  })
  return type === 'text/html'
}
