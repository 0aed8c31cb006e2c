import * as z from 'zod'
import type { Principal } from '../../platform/auth/principal.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { type TwinDeps, twin } from '../exports/twin.ts'
import { commonQuery, type ReportDeps, reportQuery } from '../query.ts'
import { groupings } from '../sums.ts'
import { type RevenueQuery, revenue } from './report.ts'
import { revenueTable } from './table.ts'

export type RevenueDeps = ReportDeps & TwinDeps & Readonly<{ reader: Reader }>

export const revenueFields = commonQuery.extend({
  group: z.enum(groupings).optional(),
  source: z.enum(['all', 'stripe']).default('all'),
})

/** `/api/reports/revenue` and its twins. */
export const revenueApi = routesWith<RevenueDeps>()
  .get('/revenue', parsed('query', revenueFields), async (c) => {
    const { deps, principal } = c.var
    const query = revenueQuery(c.req.valid('query'), principal, deps)
    return c.json(await revenue(deps.reader, query, deps))
  })
  .get('/:file{revenue\\.(csv|xlsx)}', parsed('query', revenueFields), async (c) => {
    const { deps, principal } = c.var
    const query = revenueQuery(c.req.valid('query'), principal, deps)
    const report = await revenue(deps.reader, query, deps)
    return twin(c, { definition: report.definition, table: revenueTable(report) }, query)
  })

/** A viewer sees no key of fewer than five persons. */
export function revenueQuery(
  asked: z.output<typeof revenueFields>,
  { role }: Principal,
  deps: ReportDeps,
): RevenueQuery {
  const { group = null, source } = asked
  return { ...reportQuery(asked, deps), group, source, folded: role === 'viewer' }
}
