import { sharedAcrossOrigins } from '../../platform/http/headers.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { knownShare, type ShareDeps } from '../known-share.ts'
import { embedScript } from './script.ts'

/** Mounted at `/embed.js`: any site may load it, and it stays fresh within the hour. */
export const embedRoutes = routesWith<ShareDeps>().get('/', sharedAcrossOrigins, async (c) =>
  c.body(embedScript(await knownShare(c.var.deps)), 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=3600, stale-while-revalidate=86400',
  }),
)
