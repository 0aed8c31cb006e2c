import type { Reader } from '../../platform/database/connection.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { type TwinDeps, twin } from '../exports/twin.ts'
import { commonQuery, type ReportDeps, reportQuery } from '../query.ts'
import { readerShare } from './report.ts'
import { readerShareTable } from './table.ts'

export type ReaderShareDeps = ReportDeps & TwinDeps & Readonly<{ reader: Reader }>

/** `/api/reports/reader-share` and its twins. */
export const readerShareApi = routesWith<ReaderShareDeps>()
  .get('/reader-share', parsed('query', commonQuery), async (c) => {
    const { deps } = c.var
    return c.json(await readerShare(deps.reader, reportQuery(c.req.valid('query'), deps), deps))
  })
  .get('/:file{reader-share\\.(csv|xlsx)}', parsed('query', commonQuery), async (c) => {
    const { deps } = c.var
    const query = reportQuery(c.req.valid('query'), deps)
    const report = await readerShare(deps.reader, query, deps)
    return twin(c, { definition: report.definition, table: readerShareTable(report) }, query)
  })
