import type { Context } from 'hono'
import { routesWith } from '../../http/routes.ts'
import { type Stylesheet, stylesheets } from './stylesheet.ts'

/** Mounted at `/styles`. */
export const styleRoutes = routesWith<object>()
  .get('/reader.css', (c) => sheet(c, stylesheets.reader))
  .get('/desk.css', (c) => sheet(c, stylesheets.desk))

function sheet(c: Context, { css, version }: Stylesheet) {
  const current = c.req.query('v') === version
  return c.body(css, 200, {
    'content-type': 'text/css; charset=utf-8',
    'cache-control': current ? 'public, max-age=31536000, immutable' : 'public, max-age=60',
  })
}
