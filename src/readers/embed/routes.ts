import { bannerNow } from '../../finance/settings/banner.ts'
import { readerOf } from '../../platform/database/connection.ts'
import { sharedAcrossOrigins } from '../../platform/http/headers.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { type ShareDeps, steadyShare } from '../known-share.ts'
import { embedScript } from './script.ts'

/** Mounted at `/embed.js`: any site may load it, and what staff change is there within minutes. */
export const embedRoutes = routesWith<ShareDeps>().get('/', sharedAcrossOrigins, async (c) => {
  const { deps } = c.var
  const [share, banner] = await Promise.all([steadyShare(deps), bannerNow(readerOf(deps.db))])
  return c.body(embedScript({ share, banner }), 200, {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=300, stale-while-revalidate=3600',
  })
})
