import * as z from 'zod'
import { line } from '../../ledger/income/new-income.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { pageFields, unknownCursor } from '../../platform/http/cursor.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { acts } from './acts.ts'

export type AuditDeps = Readonly<{ reader: Reader }>

const auditQuery = z.strictObject({
  act: line.optional(),
  subject: line.optional(),
  ...pageFields,
})

/** `/api/audit`: who did what, when and why; for admins alone. */
export const auditApi = routesWith<AuditDeps>().get('/', parsed('query', auditQuery), async (c) => {
  const found = await acts(c.var.deps.reader, c.req.valid('query'))
  switch (found.kind) {
    case 'cursor_unknown':
      throw unknownCursor()
    case 'found':
      return c.json({ data: found.data, next_cursor: found.next_cursor })
  }
})
