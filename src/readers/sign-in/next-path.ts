import * as z from 'zod'

/**
 * Where to go after signing in: a path of our own as it stands in `next`, and undefined for anything
 * else. `//evil.example` and `/\evil.example` look like paths and lead elsewhere, so the address is
 * resolved as a browser would before it is believed.
 */
export const nextPath = z
  .string()
  .optional()
  .catch(undefined)
  .transform((path) => (path !== undefined && isOwnPath(path) ? path : undefined))

/** Staff are led to the desk and readers to their account, where they did not ask for another page. */
export function landing(next: string | undefined, role: string | null): string {
  const home = role === null ? '/account' : '/desk'
  if (next === undefined) return home
  const isDesk = /^\/desk(\/|\?|$)/.test(next)
  return isDesk && role === null ? home : next
}

const nowhere = 'http://nowhere.invalid'

function isOwnPath(path: string): boolean {
  return (
    path.startsWith('/') && URL.canParse(path, nowhere) && new URL(path, nowhere).origin === nowhere
  )
}
