import * as z from 'zod'
import type { Principal } from '../../platform/auth/principal.ts'
import { commonQuery, type ReportDeps, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { groupings } from '../sums.ts'
import { type RevenueQuery, revenue } from './report.ts'
import { revenueTable } from './table.ts'

const revenueFields = commonQuery.extend({
  group: z.enum(groupings).optional(),
  source: z.enum(['all', 'stripe']).default('all'),
})

/** A viewer sees no key of fewer than five persons. */
function revenueQuery(
  asked: z.output<typeof revenueFields>,
  { role }: Principal,
  deps: ReportDeps,
): RevenueQuery {
  const { group = null, source } = asked
  return { ...reportQuery(asked, deps), group, source, folded: role === 'viewer' }
}

export const revenueKind = reportKind({
  name: 'revenue',
  fields: revenueFields,
  queryOf: revenueQuery,
  report: revenue,
  table: revenueTable,
})

/** `/api/reports/revenue` and its twins. */
export const revenueApi = reportApi(revenueKind)
