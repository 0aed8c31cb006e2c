import { parsed } from '../../platform/http/parsed.ts'
import { routesWith } from '../../platform/http/routes.ts'
import { earningOn } from '../deferred/earned.ts'
import { aboutTable } from '../exports/about.ts'
import { fileAnswer, type TwinDeps } from '../exports/twin.ts'
import type { ReportDeps } from '../query.ts'
import { entriesFileQuery, rowsQuery } from './query.ts'
import type { EntriesDeps } from './routes.ts'
import { entriesTable } from './table.ts'

/** `/api/ledger/entries.csv` and `.xlsx`: the rows behind a figure, all of them. */
export const entryFiles = routesWith<EntriesDeps & TwinDeps & ReportDeps>().get(
  '/:file{entries\\.(csv|xlsx)}',
  parsed('query', entriesFileQuery),
  async (c) => {
    const { deps } = c.var
    const { bom, ...asked } = c.req.valid('query')
    const earning = await earningOn(deps.reader, asked.basis, deps.config)
    const query = { ...rowsQuery(asked, deps.config), earning }
    const { from = 'first', to = 'last' } = asked
    const text = `The rows behind ${query.figure} on the basis ${query.basis}, oldest first.`
    const file = {
      name: `entries-${from}-${to}`,
      act: 'ledger.export',
      rows: 'entries',
      sheets: [{ name: 'entries', table: entriesTable(deps.reader, query) }],
      about: aboutTable({ id: 'entries', text, basis: query.basis }, deps, query.currency),
    }
    return fileAnswer(c, file, { bom })
  },
)
