import { earningOn } from '../../../finance/deferred/earned.ts'
import { entriesQuery, rowsQuery } from '../../../finance/entries/query.ts'
import { entryRows } from '../../../finance/entries/rows.ts'
import { unknownCursor } from '../../../platform/http/cursor.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import { dashboardAddress } from '../../../stripe/dashboard.ts'
import { askedFor, filledIn } from '../report/asked.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { deskPages } from '../shell.tsx'
import { type AskedRows, EntriesPage, RowsForm } from './page.tsx'

/** `/desk/entries`: the page behind every figure, with the same query as `/api/ledger/entries`. */
export const entriesPage = routesWith<ReportPageDeps>()
  .use(deskPages)
  .get('/', async (c) => {
    const { deps, principal } = c.var
    const asked = filledIn(c.req.query())
    const parsed = await askedFor(asked, entriesQuery, (fields) => fields)
    if (parsed.kind === 'refused') {
      c.status(422)
      const refused = <RowsForm asked={asked} errors={parsed.errors} />
      return c.render(refused, { title: 'Rows of the ledger' })
    }
    const { limit, cursor, ...narrowed } = parsed.query
    const query = rowsQuery(narrowed, deps.config)
    const earning = await earningOn(deps.reader, query.basis, deps.config)
    const wanted = { ...query, earning, limit, cursor }
    const found = await entryRows(deps.reader, wanted)
    if (found.kind === 'cursor_unknown') throw unknownCursor()
    return c.render(
      <EntriesPage
        asked={asked}
        rows={found.rows}
        sum_minor={found.sum_minor}
        currency={query.currency}
        next={nextPage(asked, found.next_cursor)}
        role={principal.role}
        addressOf={(id) => dashboardAddress(deps.config.stripe, id)}
      />,
      { title: 'Rows of the ledger' },
    )
  })

function nextPage(asked: AskedRows, cursor: string | null): string | null {
  return cursor === null ? null : `/desk/entries?${new URLSearchParams({ ...asked, cursor })}`
}
