import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'

/** Where a reader pays, and where they change their card. */
const stripePages = ['https://checkout.stripe.com', 'https://billing.stripe.com']

/**
 * What every answer carries. `payOrigins` are further origins that our form's 303 may lead to: the
 * sandbox in a local start. Chromium holds a redirect after a post against `form-action` too.
 */
export function pageHeaders({ payOrigins = [] }: { payOrigins?: readonly string[] } = {}) {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
      formAction: ["'self'", ...stripePages, ...payOrigins],
    },
    xFrameOptions: 'DENY',
    referrerPolicy: 'strict-origin-when-cross-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [] },
    overwrite: false,
  })
}

/** For what other sites load: `/embed.js` and the public share. Stands on the route, inside pageHeaders. */
export const sharedAcrossOrigins = createMiddleware(async (c, next) => {
  await next()
  c.header('cross-origin-resource-policy', 'cross-origin')
  c.header('access-control-allow-origin', '*')
})

/**
 * For a page whose address holds a secret, which no Referer may carry on. `no-referrer` would, but makes
 * a browser post the form with `Origin: null`, which we refuse (Fetch, «append a request Origin
 * header»); `strict-origin` sends the bare origin.
 */
export const secretInAddress = createMiddleware(async (c, next) => {
  await next()
  c.header('referrer-policy', 'strict-origin')
})

/** For what is public of the books: it changes when a month is closed, and no faster. */
export const keptByCaches = 'public, max-age=60, s-maxage=60, stale-while-revalidate=600'

/** For what is one person's: never kept by a cache. A handler's own word on caching stands. */
export const privatePages = createMiddleware(async (c, next) => {
  await next()
  if (!c.res.headers.has('cache-control')) c.header('cache-control', 'private, no-store')
})
