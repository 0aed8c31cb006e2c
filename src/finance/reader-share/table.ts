import { type Column, type Table, tableOf } from '../exports/table.ts'
import type { ReaderShare } from './report.ts'
import type { SharePeriod } from './share-period.ts'

type Row = Omit<SharePeriod, 'classes' | 'entries'>
const text = (name: 'from' | 'to' | 'state' | 'currency' | 'reason'): Column<Row> => ({
  name,
  numeric: false,
  of: (row) => row[name],
})
const number = (
  name:
    | 'reader_minor'
    | 'reader_stripe_minor'
    | 'reader_other_minor'
    | 'total_minor'
    | 'known_minor'
    | 'share'
    | 'upper_bound'
    | 'broad_share',
): Column<Row> => ({ name, numeric: true, of: (row) => row[name] })

const columns: readonly Column<Row>[] = [
  text('from'),
  text('to'),
  text('state'),
  text('currency'),
  number('reader_minor'),
  number('reader_stripe_minor'),
  number('reader_other_minor'),
  number('total_minor'),
  number('known_minor'),
  number('share'),
  number('upper_bound'),
  text('reason'),
  { name: 'missing', numeric: false, of: ({ missing }) => missing.join(' ') || null },
  { name: 'estimated', numeric: false, of: ({ estimated }) => estimated },
  number('broad_share'),
]

/** One row a period. */
export function readerShareTable({ periods }: ReaderShare): Table {
  return tableOf(columns, periods)
}
