import type { CellValue } from 'hucre/xlsx'
import { writeXlsx } from 'hucre/xlsx'
import { type Currency, decimalsOf } from '../../platform/money/currency.ts'
import { guarded } from './guard.ts'
import type { Cell, Head, Kind, Table } from './table.ts'

export type Sheet = Readonly<{ name: string; table: Table }>
/** What the figures mean, a line each: formula, version, basis, currency, zone, as of. */
export type About = Readonly<{ currency: Currency }> & Readonly<Record<string, string>>

/** A workbook stands in memory as a whole; a longer table is taken as CSV. */
export const most_rows = 100_000

/**
 * A workbook: numbers as numbers, days as days, and last a sheet `Definitions` that says what the
 * figures mean and what each column holds. Null where a table has too many rows for one.
 */
export async function workbookOf(
  sheets: readonly Sheet[],
  about: About,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const tables = await Promise.all(sheets.map((sheet) => tableSheet(sheet, about.currency)))
  if (tables.some(({ rows }) => rows.length > most_rows + 1)) return null
  const bytes = await writeXlsx({ sheets: [...tables, definitions(sheets, about)] })
  return new Uint8Array(bytes)
}

async function tableSheet({ name, table: { heads, rows } }: Sheet, currency: Currency) {
  const cells: CellValue[][] = [heads.map((head) => head.name)]
  for await (const row of rows) {
    if (cells.length > most_rows + 1) break
    cells.push(row.map((cell, index) => cellOf(guarded(cell, heads[index]), heads[index])))
  }
  const columns = heads.map((head) => ({ ...formatOf(head.kind, currency), autoWidth: true }))
  return { name, columns, rows: cells, freezePane: { rows: 1 } }
}

function cellOf(cell: Cell, head: Head | undefined): CellValue {
  if (typeof cell !== 'string') return cell
  switch (head?.kind) {
    case 'decimal':
    case 'ratio':
    case 'number':
      return Number(cell)
    case 'day':
      return new Date(`${cell}T00:00:00Z`) // a workbook knows no zone: the day as it stands
    case 'instant':
      return new Date(cell)
    default:
      return cell
  }
}

const whole = '#,##0'

/** Amounts are shown with the decimals of the books' currency; the value itself is whole. */
function formatOf(kind: Kind, currency: Currency): { numFmt?: string } {
  switch (kind) {
    case 'day':
      return { numFmt: 'yyyy-mm-dd' }
    case 'instant':
      return { numFmt: 'yyyy-mm-dd hh:mm:ss' }
    case 'decimal':
      return { numFmt: whole + '.000'.slice(0, decimalsOf(currency) && decimalsOf(currency) + 1) }
    case 'ratio':
      return { numFmt: '0.000000' }
    case 'minor':
    case 'count':
      return { numFmt: whole }
    case 'text':
    case 'number':
    case 'flag':
      return {}
  }
}

function definitions(sheets: readonly Sheet[], about: About) {
  const columns = sheets.flatMap(({ name, table }) =>
    table.heads.map((head) => [name, head.name, head.kind, head.meaning]),
  )
  const rows = [...Object.entries(about), [], ['sheet', 'column', 'kind', 'meaning'], ...columns]
  return { name: 'Definitions', rows }
}
