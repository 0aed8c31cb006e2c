import { asKept } from '../months/kept.ts'
import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { rowsApi } from '../rows-routes.ts'
import { mrr } from './report.ts'
import { mrrRowsKind } from './rows.ts'
import { mrrTable } from './table.ts'

export const mrrKind = reportKind({
  name: 'mrr',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: asKept(() => 'mrr', mrr),
  table: mrrTable,
})

/** `/api/reports/mrr`, its twins, and the rows behind it. */
export const mrrApi = reportApi(mrrKind).route('/', rowsApi(mrrRowsKind))
