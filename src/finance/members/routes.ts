import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { members } from './report.ts'
import { membersTable } from './table.ts'

export const membersKind = reportKind({
  name: 'members',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: members,
  table: membersTable,
})

/** `/api/reports/members` and its twins. */
export const membersApi = reportApi(membersKind)
