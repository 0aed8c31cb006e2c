import type { Config } from '../../config.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { parsed } from '../../platform/http/parsed.ts'
import { invalid } from '../../platform/http/problem.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { amountAnswer, entryAnswer } from './answer.ts'
import { entriesQuery } from './query.ts'
import { entryRows } from './rows.ts'

export type EntriesDeps = Readonly<{ reader: Reader; config: Pick<Config, 'reportingCurrency'> }>

/** `/api/ledger/entries`: the rows behind a figure, whose sum equals it. */
export const entriesApi = routesWith<EntriesDeps>().get(
  '/',
  parsed('query', entriesQuery),
  async (c) => {
    const { reader, config } = c.var.deps
    const { figure, basis, figure_currency, limit, cursor, source, ...named } = c.req.valid('query')
    const filter = source === 'all' ? named : { ...named, source }
    const currency = figure_currency ?? config.reportingCurrency
    const found = await entryRows(reader, { filter, figure, basis, currency, limit, cursor })
    switch (found.kind) {
      case 'cursor_unknown':
        throw invalid([{ field: 'cursor', message: 'This is no cursor that a list here gave.' }])
      case 'found':
        return c.json({
          data: found.rows.map(entryAnswer),
          sum_minor: amountAnswer(found.sum_minor),
          next_cursor: found.next_cursor,
        })
    }
  },
)
