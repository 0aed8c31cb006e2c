import { writeCsvStream } from 'hucre/csv'
import { guarded } from './guard.ts'
import type { Cell, Head, Table } from './table.ts'

/** The header line and one line a row, null empty; `bom` for spreadsheets that guess encodings. */
export function csvOf({ heads, rows }: Table, { bom }: { bom: boolean }): ReadableStream {
  return writeCsvStream(lines(heads, rows), { bom })
}

async function* lines(heads: readonly Head[], rows: Table['rows']): AsyncGenerator<Cell[]> {
  yield heads.map(({ name }) => name)
  for await (const row of rows) yield row.map((cell, index) => guarded(cell, heads[index]))
}
