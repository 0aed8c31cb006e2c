import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { mrr } from './report.ts'
import { mrrTable } from './table.ts'

export const mrrKind = reportKind({
  name: 'mrr',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: mrr,
  table: mrrTable,
})

/** `/api/reports/mrr` and its twins. */
export const mrrApi = reportApi(mrrKind)
