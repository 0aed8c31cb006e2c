import * as z from 'zod'

/**
 * Where to go after signing in: a path of our own as it stands in `next`, and /desk for anything
 * else. `//evil.example` and `/\evil.example` look like paths and lead elsewhere, so the address is
 * resolved as a browser would before it is believed.
 */
export const nextPath = z
  .string()
  .optional()
  .catch(undefined)
  .transform((path) => (path !== undefined && isOwnPath(path) ? path : '/desk'))

const nowhere = 'http://nowhere.invalid'

function isOwnPath(path: string): boolean {
  return (
    path.startsWith('/') && URL.canParse(path, nowhere) && new URL(path, nowhere).origin === nowhere
  )
}
