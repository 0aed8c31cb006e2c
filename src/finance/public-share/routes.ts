import { etag } from 'hono/etag'
import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { sharedAcrossOrigins } from '../../platform/http/headers.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import type { ReportDeps } from '../query.ts'
import { publicShare } from './report.ts'

export type PublicShareDeps = ReportDeps & Readonly<{ reader: Reader }>

const yearQuery = z.strictObject({
  year: z
    .string()
    .regex(/^(19|2\d)\d\d$/, 'This is no year from 1900 to 2999.')
    .transform(Number),
})

/** `/api/public/reader-share`: open to every page of the world, and kept by caches for a minute. */
export const publicShareApi = routesWith<PublicShareDeps>()
  .use(sharedAcrossOrigins)
  .get('/', etag({ weak: true }), parsed('query', yearQuery), async (c) => {
    const { deps } = c.var
    c.header('cache-control', 'public, max-age=60, s-maxage=60, stale-while-revalidate=600')
    return c.json(await publicShare(deps.reader, c.req.valid('query').year, deps))
  })
