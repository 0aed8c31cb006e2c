import type { Context } from 'hono'
import * as z from 'zod'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { RoomEnv } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import { csvOf } from './csv.ts'
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
 * a file leaves the house. A CSV is sent while its rows are read.
 */
export async function fileAnswer<Deps extends TwinDeps>(
  c: Context<RoomEnv<Deps>>,
  { name, act, rows, sheets, about }: Export,
  { bom }: { bom: 'true' | 'false' },
): Promise<Response> {
  const ending = c.req.path.endsWith('.xlsx') ? 'xlsx' : 'csv'
  const subject = `${name}.${ending}`
  await recordAct(c.var.deps.db, c.var.deps, { who: c.var.principal.id, act, subject })
  c.header('content-disposition', `attachment; filename="${subject}"`)
  if (ending === 'csv') {
    const asked = sheets.find((sheet) => sheet.name === rows)
    if (!asked) throw new RangeError(`${name} has no sheet ${rows}`)
    const csv = csvOf(asked.table, { bom: bom === 'true' })
    return c.body(csv, 200, { 'content-type': 'text/csv; charset=utf-8' })
  }
  const workbook = await workbookOf(sheets, about)
  return c.body(new Uint8Array(workbook).buffer, 200, { 'content-type': xlsxType })
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
