import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { reconciliation } from './report.ts'
import { payoutsTable, reconciliationTable } from './table.ts'

export const reconciliationKind = reportKind({
  name: 'reconciliation',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: reconciliation,
  table: reconciliationTable,
  lists: { payouts: payoutsTable },
})

/** `/api/reports/reconciliation` and its twins. */
export const reconciliationApi = reportApi(reconciliationKind)
