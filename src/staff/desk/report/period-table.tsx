import type { Child } from 'hono/jsx'
import type { Interval, Range } from '../../../finance/period.ts'
import type { Day } from '../../../platform/day.ts'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { rangeName } from '../days.ts'
import { capitalised } from '../figures.tsx'
import type { Column, Seen } from './columns.tsx'

type Columns<Row> = Readonly<{ caption: string; columns: readonly Column<Row>[]; seen: Seen }>
type Period = Range & Readonly<{ compared?: Range }>
type PeriodTableProps<Row> = Columns<Row> &
  Readonly<{ interval: Interval; periods: readonly (Row & Period)[]; total: Row; today: Day }>

/** A row each period, and all of it at the foot. */
export const PeriodTable = <Row,>({
  caption,
  columns,
  seen,
  interval,
  periods,
  total,
  today,
}: PeriodTableProps<Row>) => (
  <DataTable
    caption={caption}
    columns={[{ label: capitalised(interval) }, ...columns]}
    rows={periods.map((period) => [
      <PeriodHead {...{ period, interval, today }} />,
      ...cells(period, columns, seen),
    ])}
    foot={['All of it', ...cells(total, columns, seen)]}
  />
)

type HeadProps = Readonly<{ period: Period; interval: Interval; today: Day }>

/** The name of a period; of one that goes on that it does, and with which days it is compared. */
const PeriodHead = ({ period, interval, today }: HeadProps) => {
  const name = rangeName(period, interval)
  if (today < period.from || today >= period.to) return <>{name}</>
  return (
    <>
      {name} <small class="beside">so far</small>{' '}
      {period.compared === undefined ? null : (
        <small class="beside">beside {rangeName(period.compared, interval)}</small>
      )}
    </>
  )
}

type GroupTableProps<Row> = Columns<Row> &
  Readonly<{ head: string; rows: readonly (readonly [name: Child, row: Row])[]; foot?: Child[] }>

/** A row each key of a split. */
export const GroupTable = <Row,>({
  caption,
  columns,
  seen,
  head,
  rows,
  foot,
}: GroupTableProps<Row>) => (
  <DataTable
    caption={caption}
    columns={[{ label: head }, ...columns]}
    rows={rows.map(([name, row]) => [name, ...cells(row, columns, seen)])}
    {...(foot === undefined ? {} : { foot })}
  />
)

function cells<Row>(row: Row, columns: readonly Column<Row>[], seen: Seen): Child[] {
  return columns.map(({ cell }) => cell(row, seen))
}
