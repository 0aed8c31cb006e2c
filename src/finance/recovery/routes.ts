import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { figureRowsKind, rowsApi } from '../rows-routes.ts'
import { recoveryFigures } from './recovery-period.ts'
import { recovery } from './report.ts'
import { billRows } from './rows.ts'
import { recoveryTable } from './table.ts'

export const recoveryKind = reportKind({
  name: 'recovery',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: recovery,
  table: recoveryTable,
})

export const recoveryRowsKind = figureRowsKind({
  name: 'recovery',
  figures: recoveryFigures,
  rows: billRows,
})

/** `/api/reports/recovery`, its twins and the rows behind it. */
export const recoveryApi = reportApi(recoveryKind).route('/', rowsApi(recoveryRowsKind))
