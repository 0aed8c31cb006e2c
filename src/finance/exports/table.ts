import { writeCsv } from 'hucre/csv'
import { writeXlsx } from 'hucre/xlsx'
import type { Definition } from '../definition.ts'

export type Cell = string | number | boolean | null

/** A column is named as the JSON field it repeats; `numeric` texts (ratios) are numbers in XLSX. */
export type Column<Row> = Readonly<{
  name: string
  numeric: boolean
  of: (row: Row) => Cell
}>
export type Table = Readonly<{
  columns: readonly Readonly<{ name: string; numeric: boolean }>[]
  rows: readonly (readonly Cell[])[]
}>

export function tableOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Table {
  return { columns, rows: rows.map((row) => columns.map(({ of }) => of(row))) }
}

/** The header line and one line a row, null empty. */
export function csvOf({ columns, rows }: Table): string {
  const guarded = rows.map((row) =>
    row.map((cell, index) => (columns[index]?.numeric ? cell : guardedCell(cell))),
  )
  return writeCsv([columns.map(({ name }) => name), ...guarded])
}

/** The same as a workbook: numbers as numbers, and a sheet `Definitions` that says what they mean. */
export async function xlsxOf(id: string, table: Table, definition: Definition) {
  const rows = table.rows.map((row) =>
    row.map((cell, index) => (table.columns[index]?.numeric ? asNumber(cell) : guardedCell(cell))),
  )
  const sheets = [
    { name: id, rows: [table.columns.map(({ name }) => name), ...rows], freezePane: { rows: 1 } },
    { name: 'Definitions', rows: Object.entries(definition).map(([name, value]) => [name, value]) },
  ]
  return writeXlsx({ sheets })
}

/** A text that a spreadsheet would run, also in its full-width forms, is led in by a quote mark. */
function guardedCell(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(cell) ? `'${cell}` : cell
}

function asNumber(cell: Cell): Cell {
  return typeof cell === 'string' ? Number(cell) : cell
}
