import { asKept } from '../months/kept.ts'
import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { rowsApi, rowsKind } from '../rows-routes.ts'
import { deferred } from './report.ts'
import { deferredRows, deferredRowsFields } from './rows.ts'
import { deferredTable } from './table.ts'

export const deferredKind = reportKind({
  name: 'deferred',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: asKept(() => 'deferred', deferred),
  table: deferredTable,
})

export const deferredRowsKind = rowsKind({
  name: 'deferred',
  fields: deferredRowsFields,
  rows: deferredRows,
})

/** `/api/reports/deferred`, its twins and the payments behind it. */
export const deferredApi = reportApi(deferredKind).route('/', rowsApi(deferredRowsKind))
