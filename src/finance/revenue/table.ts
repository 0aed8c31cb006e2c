import { type Column, type Table, tableOf } from '../exports/table.ts'
import { revenueFigures } from '../figures.ts'
import type { Revenue } from './report.ts'
import type { RevenueAmounts } from './revenue-period.ts'

type Row = RevenueAmounts &
  Readonly<{
    from: string
    to: string
    currency: string
    key: string | null
    reason: string | null
  }>

const text = (name: 'from' | 'to' | 'key' | 'currency' | 'reason'): Column<Row> => ({
  name,
  numeric: false,
  of: (row) => row[name],
})
const days = [text('from'), text('to')]
const amounts: readonly Column<Row>[] = [
  text('currency'),
  ...revenueFigures.map((name) => ({ name, numeric: true, of: (row: Row) => row[name] })),
  text('reason'),
]

/** One row a period, or one a period and key where the report is grouped. */
export function revenueTable({ periods, total }: Revenue): Table {
  if (!total.groups)
    return tableOf(
      [...days, ...amounts],
      periods.map((row) => ({ ...row, key: null })),
    )
  const rows = periods.flatMap(({ groups = [], ...period }) =>
    groups.map((group) => ({ ...period, ...group })),
  )
  return tableOf([...days, text('key'), ...amounts], rows)
}
