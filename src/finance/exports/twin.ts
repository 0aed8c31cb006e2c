import type { Context } from 'hono'
import * as z from 'zod'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { RoomEnv } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import { csvOf } from './csv.ts'
import type { Table } from './table.ts'
import { type About, type Sheet, workbookOf } from './workbook.ts'

export type TwinDeps = Readonly<{ db: Database; ids: Ids; clock: Clock }>

/** A file's name without the ending, the act of taking it, and its sheets; a CSV holds `rows` alone. */
export type Export = Readonly<{
  name: string
  act: string
  rows: string
  sheets: readonly Sheet[]
  about: About
}>

/** How a file is wanted; `bom` leads a CSV in by a byte order mark, for spreadsheets that guess. */
export const fileForm = { bom: z.enum(['true', 'false']).default('false') }

/**
 * A table as a file to keep, by the ending of its address; who took it stands in the audit log, since
 * a file leaves the house. It is sent while its rows are read.
 */
export async function fileAnswer<Deps extends TwinDeps>(
  c: Context<RoomEnv<Deps>>,
  { name, act, rows, sheets, about }: Export,
  { bom }: { bom: 'true' | 'false' },
): Promise<Response> {
  const workbook = c.req.path.endsWith('.xlsx')
  const body = workbook
    ? workbookOf(sheets, about)
    : csvOf(tableNamed(rows, sheets), { bom: bom === 'true' })
  const type = workbook ? xlsxType : 'text/csv; charset=utf-8'
  return sendFile(c, { subject: `${name}.${workbook ? 'xlsx' : 'csv'}`, act, body, type })
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Sent = Readonly<{
  subject: string
  act: string
  body: ReadableStream
  type: string
}>

/** Hands a file out and writes down who took it. */
export async function sendFile<Deps extends TwinDeps>(
  c: Context<RoomEnv<Deps>>,
  { subject, act, body, type }: Sent,
): Promise<Response> {
  await recordAct(c.var.deps.db, c.var.deps, { who: c.var.principal.id, act, subject })
  return c.body(body, 200, {
    'content-disposition': `attachment; filename="${subject}"`,
    'content-type': type,
  })
}

function tableNamed(name: string, sheets: readonly Sheet[]): Table {
  const sheet = sheets.find((one) => one.name === name)
  if (!sheet) throw new RangeError(`this file has no table ${name}`)
  return sheet.table
}
