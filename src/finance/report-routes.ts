import * as z from 'zod'
import type { Principal } from '../platform/auth/principal.ts'
import type { Reader } from '../platform/database/connection.ts'
import { inSnapshot } from '../platform/database/snapshot.ts'
import { fieldErrors } from '../platform/http/parsed.ts'
import { invalid } from '../platform/http/problem.ts'
import { routesWith } from '../platform/http/routes.ts'
import type { Definition } from './definition.ts'
import type { Table } from './exports/table.ts'
import { fileAnswer, fileForm, type TwinDeps } from './exports/twin.ts'
import type { Range } from './period.ts'
import type { ReportDeps } from './query.ts'

export type ReportApiDeps = ReportDeps & TwinDeps & Readonly<{ reader: Reader }>

/** A report as its addresses serve it: `/NAME`, `/NAME.csv` and `/NAME.xlsx`. */
export type ReportKind<Fields extends z.ZodType, Query extends Range, Answer> = Readonly<{
  name: string
  fields: Fields
  /** Fills in what was left open; throws the 422 of what cannot be. */
  queryOf: (asked: z.output<Fields>, principal: Principal, deps: ReportDeps) => Query
  report: (reader: Reader, query: Query, deps: ReportDeps) => Promise<Answer>
  /** The rows of its twins. */
  table: (answer: Answer) => Table
  /** Lists inside a period, by their field: `?rows=FIELD` of a CSV, and a sheet each in a workbook. */
  lists?: Readonly<Record<string, (answer: Answer) => Table>>
}>

/**
 * A report's parts by one name: its addresses and its page are made of the same. All its figures are of
 * one moment.
 */
export function reportKind<Fields extends z.ZodType, Query extends Range, Answer>(
  kind: ReportKind<Fields, Query, Answer>,
): ReportKind<Fields, Query, Answer> {
  const { report } = kind
  return {
    ...kind,
    report: (reader, query, deps) =>
      inSnapshot(reader, (snapshot) => report(snapshot, query, deps)),
  }
}

/** The three addresses of one report. */
export function reportApi<
  Fields extends z.ZodType,
  Query extends Range,
  Answer extends Readonly<{ definition: Definition }>,
>(kind: ReportKind<Fields, Query, Answer>) {
  const { name, fields, queryOf, report } = kind
  const tables = { [name]: kind.table, ...kind.lists }
  const twin = z.object({ ...fileForm, rows: z.enum(Object.keys(tables)).default(name) })
  return routesWith<ReportApiDeps>()
    .get(`/${name}`, async (c) => {
      const { deps, principal } = c.var
      const query = queryOf(askedIn(c.req.queries(), fields), principal, deps)
      return c.json(await report(deps.reader, query, deps))
    })
    .get(`/:file{${name}\\.(csv|xlsx)}`, async (c) => {
      const { deps, principal } = c.var
      const { bom = [], rows: list = [], ...asked } = c.req.queries()
      const { rows, ...form } = askedIn({ bom, rows: list }, twin)
      const query = queryOf(askedIn(asked, fields), principal, deps)
      const answer = await report(deps.reader, query, deps)
      const sheets = Object.entries(tables).map(([of, make]) => ({ name: of, table: make(answer) }))
      const what = rows === name ? name : `${name}-${rows}`
      const file = { name: `${what}-${query.from}-${query.to}`, act: 'report.export', rows, sheets }
      return fileAnswer(c, { ...file, about: answer.definition }, form)
    })
}

/** A field that is sent twice stays a list, which no field of a report is. */
function askedIn<Fields extends z.ZodType>(
  sent: Readonly<Record<string, string[]>>,
  fields: Fields,
): z.output<Fields> {
  const single = Object.entries(sent)
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => [name, values.length === 1 ? values[0] : values])
  const result = fields.safeParse(Object.fromEntries(single))
  if (!result.success) throw invalid(result.error.issues.flatMap(fieldErrors))
  return result.data
}
