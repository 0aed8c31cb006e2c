import { asKept } from '../months/kept.ts'
import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { rowsApi } from '../rows-routes.ts'
import { retention } from './report.ts'
import { retentionRowsKind } from './rows.ts'
import { cohortTable, retentionTable } from './table.ts'

export const retentionKind = reportKind({
  name: 'retention',
  fields: commonQuery,
  queryOf: (asked, { role }, deps) => ({ ...reportQuery(asked, deps), folded: role === 'viewer' }),
  report: asKept(() => 'retention', retention),
  table: retentionTable,
  lists: { cohorts: cohortTable },
})

/** `/api/reports/retention`, its twins, and the rows behind it. */
export const retentionApi = reportApi(retentionKind).route('/', rowsApi(retentionRowsKind))
