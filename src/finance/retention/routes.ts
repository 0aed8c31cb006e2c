import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { retention } from './report.ts'
import { cohortTable, retentionTable } from './table.ts'

export const retentionKind = reportKind({
  name: 'retention',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: retention,
  table: retentionTable,
  lists: { cohorts: cohortTable },
})

/** `/api/reports/retention` and its twins. */
export const retentionApi = reportApi(retentionKind)
