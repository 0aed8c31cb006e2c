import { commonQuery, reportQuery } from '../query.ts'
import { reportApi } from '../report-routes.ts'
import { readerShare } from './report.ts'
import { readerShareTable } from './table.ts'

/** `/api/reports/reader-share` and its twins. */
export const readerShareApi = reportApi({
  name: 'reader-share',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: readerShare,
  table: readerShareTable,
})
