import * as z from 'zod'
import { acts } from '../../../finance/audit/acts.ts'
import { unknownCursor } from '../../../platform/http/cursor.ts'
import { parsed } from '../../../platform/http/parsed.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { deskPages } from '../shell.tsx'
import { AuditPage } from './page.tsx'

const page_size = 100
const word = z
  .string()
  .max(300)
  .transform((text) => text.trim() || undefined)
  .optional()
const asked = z.object({ act: word, subject: word, cursor: z.string().max(500).optional() })

/** `/desk/audit`: who did what, when and why; for admins alone. */
export const auditPages = routesWith<ReportPageDeps>()
  .use(deskPages)
  .get('/', parsed('query', asked), async (c) => {
    const { reader, config } = c.var.deps
    const query = c.req.valid('query')
    const found = await acts(reader, { ...query, limit: page_size })
    if (found.kind === 'cursor_unknown') throw unknownCursor()
    return c.render(
      <AuditPage
        acts={found.data}
        act={query.act ?? ''}
        subject={query.subject ?? ''}
        next={found.next_cursor}
        zone={config.reportingTimezone}
      />,
      { title: 'Audit' },
    )
  })
