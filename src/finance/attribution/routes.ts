import * as z from 'zod'
import type { Principal } from '../../platform/auth/principal.ts'
import { commonQuery, type ReportDeps, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { rowsApi, rowsFields, rowsKind } from '../rows-routes.ts'
import { attributionFigures } from './attribution-period.ts'
import { attributionGroups, models } from './credit.ts'
import { figureRows } from './figure-rows.ts'
import { type AttributionQuery, attribution } from './report.ts'
import { attributionTable } from './table.ts'

const fields = commonQuery.extend({
  group: z.enum(attributionGroups).default('campaign'),
  model: z.enum(models).default('last'),
})

/** A viewer sees no key of fewer than five persons. */
function queryOf(
  asked: z.output<typeof fields>,
  { role }: Pick<Principal, 'role'>,
  deps: ReportDeps,
): AttributionQuery {
  const { group, model } = asked
  return { ...reportQuery(asked, deps), group, model, folded: role === 'viewer' }
}

const rowFields = rowsFields(attributionFigures).extend({
  group: fields.shape.group,
  model: fields.shape.model,
  key: z.string().max(200).optional(),
})

export const attributionKind = reportKind({
  name: 'attribution',
  fields,
  queryOf,
  report: attribution,
  table: attributionTable,
})

export const attributionRowsKind = rowsKind({
  name: 'attribution',
  fields: rowFields,
  rows: (reader, asked, deps) =>
    figureRows(reader, { ...asked, ...queryOf(asked, { role: 'finance' }, deps) }),
})

/** `/api/reports/attribution`, its twins and the rows behind it: of one key, or of all. */
export const attributionApi = reportApi(attributionKind).route('/', rowsApi(attributionRowsKind))
