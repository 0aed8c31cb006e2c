import { asKept, nameOnBasis } from '../months/kept.ts'
import { commonQuery, reportQuery } from '../query.ts'
import { reportApi, reportKind } from '../report-routes.ts'
import { figureRowsKind, rowsApi } from '../rows-routes.ts'
import { donorFigures } from './donor-period.ts'
import { donors } from './report.ts'
import { donorRows } from './rows.ts'
import { donorsTable } from './table.ts'

export const donorsKind = reportKind({
  name: 'donors',
  fields: commonQuery,
  queryOf: (asked, _principal, deps) => reportQuery(asked, deps),
  report: asKept(({ basis }) => nameOnBasis('donors', basis), donors),
  table: donorsTable,
})

export const donorsRowsKind = figureRowsKind({
  name: 'donors',
  figures: donorFigures,
  rows: donorRows,
})

/** `/api/reports/donors`, its twins and the rows behind it. */
export const donorsApi = reportApi(donorsKind).route('/', rowsApi(donorsRowsKind))
