import type { Config } from '../../config.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { unknownCursor } from '../../platform/http/cursor.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { earningOn } from '../deferred/earned.ts'
import { amountAnswer, entryAnswer } from './answer.ts'
import { entriesQuery, rowsQuery } from './query.ts'
import { entryRows } from './rows.ts'

export type EntriesDeps = Readonly<{
  reader: Reader
  config: Pick<Config, 'reportingCurrency' | 'reportingTimezone'>
}>

/** `/api/ledger/entries`: the rows behind a figure, whose sum equals it. */
export const entriesApi = routesWith<EntriesDeps>().get(
  '/',
  parsed('query', entriesQuery),
  async (c) => {
    const { reader, config } = c.var.deps
    const { limit, cursor, ...asked } = c.req.valid('query')
    const earning = await earningOn(reader, asked.basis, config)
    const query = rowsQuery(asked, config)
    const found = await entryRows(reader, { ...query, earning, limit, cursor })
    switch (found.kind) {
      case 'cursor_unknown':
        throw unknownCursor()
      case 'found':
        return c.json({
          data: found.rows.map(entryAnswer),
          sum_minor: amountAnswer(found.sum_minor),
          next_cursor: found.next_cursor,
        })
    }
  },
)
