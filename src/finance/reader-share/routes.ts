import { asKept, nameOnBasis } from '../months/kept.ts'
import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { readerShare } from './report.ts'
import { readerShareTable, shareClassTable } from './table.ts'

export const readerShareKind = reportKind({
  name: 'reader-share',
  fields: commonQuery,
  queryOf: (asked, { role }, deps) => ({ ...reportQuery(asked, deps), folded: role === 'viewer' }),
  report: asKept(
    ({ basis }) => (basis === 'recognised' ? nameOnBasis('reader-share', basis) : null),
    readerShare,
  ),
  table: readerShareTable,
  lists: { classes: shareClassTable },
})

/** `/api/reports/reader-share` and its twins. */
export const readerShareApi = reportApi(readerShareKind)
