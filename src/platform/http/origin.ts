import { createMiddleware } from 'hono/factory'
import { Problem } from './problem.ts'

/**
 * Refuses what another site's page sends, before anything else looks at it: a foreign Origin (the
 * word `null` and another port too) or Sec-Fetch-Site: cross-site. Programs send neither and pass;
 * reading passes. `exempt` are the paths that other servers post to.
 */
export function ownOriginOnly(baseUrl: string, { exempt }: { exempt: readonly string[] }) {
  const own = new URL(baseUrl).origin
  return createMiddleware(async (c, next) => {
    const reads = ['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)
    if (!reads && !exempt.includes(c.req.path)) {
      const origin = c.req.header('origin')
      const crossSite = c.req.header('sec-fetch-site')?.toLowerCase() === 'cross-site'
      if (crossSite || (origin !== undefined && origin !== own)) throw foreignForm(own)
    }
    await next()
  })
}

function foreignForm(own: string): Problem {
  return new Problem(403, 'foreign_origin', {
    key: 'problem.foreign_origin',
    values: { own },
  })
}
