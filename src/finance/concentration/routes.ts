import type * as z from 'zod'
import type { Principal } from '../../platform/auth/principal.ts'
import { asKept, nameOnBasis } from '../months/kept.ts'
import { commonQuery, type ReportDeps, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { figureRowsKind, rowsApi } from '../rows-routes.ts'
import { concentrationFigures } from './concentration-period.ts'
import { type ConcentrationQuery, concentration } from './report.ts'
import { giverRows } from './rows.ts'
import { concentrationTable } from './table.ts'

/** A viewer sees nothing of fewer than twenty persons. */
function concentrationQuery(
  asked: z.output<typeof commonQuery>,
  { role }: Principal,
  deps: ReportDeps,
): ConcentrationQuery {
  return { ...reportQuery(asked, deps), published: role === 'viewer' }
}

export const concentrationKind = reportKind({
  name: 'concentration',
  fields: commonQuery,
  queryOf: concentrationQuery,
  report: asKept(
    ({ basis, published }) => (published ? null : nameOnBasis('concentration', basis)),
    concentration,
  ),
  table: concentrationTable,
})

export const concentrationRowsKind = figureRowsKind({
  name: 'concentration',
  figures: concentrationFigures,
  rows: giverRows,
})

/** `/api/reports/concentration`, its twins and the rows behind it. */
export const concentrationApi = reportApi(concentrationKind).route(
  '/',
  rowsApi(concentrationRowsKind),
)
