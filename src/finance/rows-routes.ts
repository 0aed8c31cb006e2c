import * as z from 'zod'
import type { Reader } from '../platform/database/connection.ts'
import { pageFields, unknownCursor } from '../platform/http/cursor.ts'
import { parsed } from '../platform/http/parsed.ts'
import { routesWith } from '../platform/http/routes.ts'
import type { PersonRows } from './persons/rows.ts'
import { commonQuery, type ReportDeps, type ReportQuery, reportQuery } from './query.ts'

/** Which rows: of one figure of a report, over one range; `limit` and `cursor` say which page. */
export type RowsQuery<Figure extends string> = ReportQuery &
  Readonly<{ figure: Figure; limit: number; cursor?: string | undefined }>

/**
 * A page of rows, and what all pages come to: `sum` is the figure, or what is divided where it is a
 * quotient; `of` is what it is divided by, null where it is none.
 */
export type FigureRows<Row> =
  | Extract<PersonRows<Row>, { kind: 'cursor_unknown' }>
  | (Extract<PersonRows<Row>, { kind: 'found' }> &
      Readonly<{ sum: number | null; of: number | null }>)

/** What the rows behind a report's figures are asked for; a report adds its own fields. */
export function rowsFields<Figure extends string>(figures: readonly Figure[]) {
  return commonQuery.omit({ compare: true }).extend({
    figure: z.enum(figures),
    ...pageFields,
  })
}

type RowsDeps = ReportDeps & Readonly<{ reader: Reader }>

/** The rows behind a report's figures that are no rows of the ledger, as an address and a page show them. */
export type RowsKind<Fields extends z.ZodType, Row> = Readonly<{
  name: string
  fields: Fields
  rows: (reader: Reader, asked: z.output<Fields>, deps: RowsDeps) => Promise<FigureRows<Row>>
}>

/** Those of a report that are asked for more than every report's. */
export function rowsKind<Fields extends z.ZodType, Row extends object>(
  kind: RowsKind<Fields, Row>,
): RowsKind<Fields, Row> {
  return kind
}

type FigureRowsOf<Figure extends string, Row> = Readonly<{
  name: string
  figures: readonly Figure[]
  rows: (reader: Reader, query: RowsQuery<Figure>, deps: RowsDeps) => Promise<FigureRows<Row>>
}>

/** Those that are asked for the figure, its days and what every report is asked for. */
export function figureRowsKind<Figure extends string, Row extends object>({
  name,
  figures,
  rows,
}: FigureRowsOf<Figure, Row>) {
  return rowsKind({
    name,
    fields: rowsFields(figures),
    rows: (reader, { figure, limit, cursor, ...asked }, deps) =>
      rows(reader, { ...reportQuery(asked, deps), figure, limit, cursor }, deps),
  })
}

/** `/api/reports/NAME/rows`. */
export function rowsApi<Fields extends z.ZodType, Row extends object>({
  name,
  fields,
  rows,
}: RowsKind<Fields, Row>) {
  return routesWith<RowsDeps>().get(`/${name}/rows`, parsed('query', fields), async (c) => {
    const { deps } = c.var
    const found = await rows(deps.reader, c.req.valid('query'), deps)
    if (found.kind === 'cursor_unknown') throw unknownCursor()
    const { rows: data, sum, of, next_cursor } = found
    return c.json({ data, sum, of, next_cursor })
  })
}
