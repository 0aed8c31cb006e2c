import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { rowsRoute } from '../rows-routes.ts'
import { deferred } from './report.ts'
import { deferredRows, deferredRowsFields } from './rows.ts'
import { deferredTable } from './table.ts'

export const deferredKind = reportKind({
  name: 'deferred',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: deferred,
  table: deferredTable,
})

/** `/api/reports/deferred`, its twins and the payments behind it. */
export const deferredApi = reportApi(deferredKind).route(
  '/',
  rowsRoute('deferred', deferredRowsFields, deferredRows),
)
