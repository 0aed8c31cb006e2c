import type { Context } from 'hono'
import { recordAct } from '../../platform/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { RoomEnv } from '../../platform/http/routes.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Definition } from '../definition.ts'
import type { Range } from '../period.ts'
import { csvOf, type Table, xlsxOf } from './table.ts'

export type TwinDeps = Readonly<{ db: Database; ids: Ids; clock: Clock }>

/**
 * A report as a file to keep, by the ending of its address; who took it stands in the audit log,
 * since a file leaves the house.
 */
export async function twin<Deps extends TwinDeps>(
  c: Context<RoomEnv<Deps>>,
  report: Readonly<{ definition: Definition; table: Table }>,
  { from, to }: Range,
): Promise<Response> {
  const { id } = report.definition
  const ending = c.req.path.endsWith('.xlsx') ? 'xlsx' : 'csv'
  const name = `${id}-${from}-${to}.${ending}`
  await recordAct(c.var.deps.db, c.var.deps, {
    who: c.var.principal.id,
    act: 'report.export',
    subject: name,
  })
  c.header('content-disposition', `attachment; filename="${name}"`)
  if (ending === 'csv') {
    return c.body(csvOf(report.table), 200, { 'content-type': 'text/csv; charset=utf-8' })
  }
  const workbook = await xlsxOf(id, report.table, report.definition)
  return c.body(new Uint8Array(workbook).buffer, 200, { 'content-type': xlsxType })
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
