import { etag } from 'hono/etag'
import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { keptByCaches, sharedAcrossOrigins } from '../../platform/http/headers.ts'
import { askedNothing, parsed } from '../../platform/http/parsed.ts'
import { Problem } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { campaignTicker } from '../campaigns/ticker.ts'
import type { ReportDeps } from '../query.ts'
import { publicShare } from './report.ts'
import { whoPays } from './who-pays.ts'

export type PublicShareDeps = ReportDeps & Readonly<{ reader: Reader }>

const yearQuery = z.strictObject({
  year: z
    .string()
    .regex(/^(19|2\d)\d\d$/, 'This is no year from 1900 to 2999.')
    .transform(Number),
})

/** `/api/public/…`: open to every page of the world, and kept by caches for a minute. */
export const publicShareApi = routesWith<PublicShareDeps>()
  .use(sharedAcrossOrigins, etag({ weak: true }))
  .get('/reader-share', parsed('query', yearQuery), async (c) => {
    const { deps } = c.var
    c.header('cache-control', keptByCaches)
    return c.json(await publicShare(deps.reader, c.req.valid('query').year, deps))
  })
  .get('/who-pays', askedNothing, async (c) => {
    const { deps } = c.var
    c.header('cache-control', keptByCaches)
    return c.json(await whoPays(deps.reader, deps))
  })
  .get('/campaigns/:key', askedNothing, async (c) => {
    const { deps } = c.var
    const ticker = await campaignTicker(deps.reader, c.req.param('key'), deps)
    if (ticker === null)
      throw new Problem(404, 'unknown_campaign', 'Nothing is told of such a campaign.')
    c.header('cache-control', keptByCaches)
    return c.json(ticker)
  })
