import { firstDay } from '../../../platform/day.ts'
import { monthStates } from '../../months/report.ts'
import { onePage } from '../pages.ts'
import { type Column, column, streamedTable } from '../table.ts'
import type { BookTable } from './book-table.ts'

type Row = Readonly<{
  month: string
  state: string
  closed_by: string | null
  closed_at: string | null
  hash: string | null
  obstacles: string | null
}>

const columns: readonly Column<Row>[] = [
  column('month', 'text', 'The month of the books'),
  column('state', 'text', 'open or closed'),
  column('closed_by', 'text', 'Who closed it'),
  column('closed_at', 'instant', 'When, in UTC'),
  column('hash', 'text', 'What proves that its snapshot is unchanged'),
  column('obstacles', 'text', 'What stands in the way of its close, apart by spaces'),
]

export const months: BookTable = {
  text: 'One row a month of the books, by its first day.',
  table: (reader, { from, to }, deps) =>
    streamedTable(
      columns,
      onePage(async () => {
        const all = await monthStates(reader, deps)
        return all.map(monthRow).filter(({ month }) => {
          const day = firstDay(month)
          return (from === undefined || day >= from) && (to === undefined || day < to)
        })
      }),
    ),
}

function monthRow(state: Awaited<ReturnType<typeof monthStates>>[number]): Row {
  const { month, closed_by, closed_at, hash, obstacles } = state
  return {
    ...{ month, state: state.state, closed_by, hash },
    closed_at: closed_at?.toISOString() ?? null,
    obstacles: obstacles.join(' ') || null,
  }
}
