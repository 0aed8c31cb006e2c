import { etag } from 'hono/etag'
import { whoPays } from '../../finance/public-share/who-pays.ts'
import type { ReportDeps } from '../../finance/query.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { dayOf } from '../../platform/day.ts'
import { keptByCaches } from '../../platform/http/headers.ts'
import { readerPages } from '../../platform/ui/page.tsx'
import { readersWith } from '../texts/routes.ts'
import { WhoPaysPage, whoPaysTitle } from './page.tsx'

export type WhoPaysDeps = ReportDeps & Readonly<{ reader: Reader }>

/** Mounted at `/who-pays`: the same for everybody, so that a cache may keep it. */
export const whoPaysRoutes = readersWith<WhoPaysDeps>().get(
  '/',
  etag({ weak: true }),
  readerPages,
  async (c) => {
    const { deps } = c.var
    const facts = await whoPays(deps.reader, deps)
    const closedOn = dayOf(new Date(facts.as_of), deps.config.reportingTimezone)
    c.header('cache-control', keptByCaches)
    return c.render(<WhoPaysPage facts={facts} closedOn={closedOn} />, {
      title: whoPaysTitle(c.var.texts),
    })
  },
)
