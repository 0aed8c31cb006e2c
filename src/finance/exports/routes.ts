import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { dayText } from '../../platform/day.ts'
import { askedNothing, parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { inOrder, type ReportDeps, reversed } from '../query.ts'
import { aboutTable } from './about.ts'
import { bookTables } from './tables/all.ts'
import type { BookTable } from './tables/book-table.ts'
import { fileAnswer, fileForm, type TwinDeps } from './twin.ts'

export type ExportsApiDeps = ReportDeps & TwinDeps & Readonly<{ reader: Reader }>

const fileQuery = z
  .strictObject({ from: dayText.optional(), to: dayText.optional(), ...fileForm })
  .refine(inOrder, reversed)

/** `/api/exports`: which tables there are and what their columns hold; each as CSV and workbook. */
export const exportsApi = routesWith<ExportsApiDeps>()
  .get('/', askedNothing, (c) => c.json({ data: catalogue(c.var.deps) }))
  .get(
    `/:file{(?:${Object.keys(bookTables).join('|')})\\.(?:csv|xlsx)}`,
    parsed('query', fileQuery),
    async (c) => {
      const [name = ''] = c.req.param('file').split('.')
      const book = bookTables[name]
      if (!book) return c.notFound()
      const { deps } = c.var
      const { bom, ...days } = c.req.valid('query')
      const { from = 'first', to = 'last' } = days
      const file = {
        name: `${name}-${from}-${to}`,
        act: 'table.export',
        rows: name,
        sheets: [{ name, table: book.table(deps.reader, days, deps) }],
        about: aboutTable({ id: name, text: book.text }, deps),
      }
      return fileAnswer(c, file, { bom })
    },
  )

function catalogue({ reader, ...deps }: ExportsApiDeps) {
  return Object.entries(bookTables).map(([name, { text, table }]: [string, BookTable]) => ({
    name,
    text,
    files: ['csv', 'xlsx'].map((ending) => `/api/exports/${name}.${ending}`),
    columns: table(reader, {}, deps).heads.map(({ name: column, kind, meaning }) => ({
      ...{ column, kind, meaning },
    })),
  }))
}
