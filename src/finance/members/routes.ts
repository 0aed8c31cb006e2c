import { asKept } from '../months/kept.ts'
import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { rowsApi } from '../rows-routes.ts'
import { members } from './report.ts'
import { membersRowsKind } from './rows.ts'
import { membersTable } from './table.ts'

export const membersKind = reportKind({
  name: 'members',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: asKept(() => 'members', members),
  table: membersTable,
})

/** `/api/reports/members`, its twins, and the rows behind it. */
export const membersApi = reportApi(membersKind).route('/', rowsApi(membersRowsKind))
