import { earningOn } from '../../../finance/deferred/earned.ts'
import { entriesQuery } from '../../../finance/entries/query.ts'
import { entryRows } from '../../../finance/entries/rows.ts'
import type { Role } from '../../../platform/auth/principal.ts'
import { unknownCursor } from '../../../platform/http/cursor.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import { mayEnter } from '../../access.ts'
import { askedFor } from '../report/asked.ts'
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
    const { source, figure, basis, figure_currency, limit, cursor, ...named } = parsed.query
    const currency = figure_currency ?? deps.config.reportingCurrency
    const filter = source === 'all' ? named : { ...named, source }
    const earning = await earningOn(deps.reader, basis, deps.config)
    const wanted = { filter, figure, basis, currency, earning, limit, cursor }
    const found = await entryRows(deps.reader, wanted)
    if (found.kind === 'cursor_unknown') {
      throw unknownCursor()
    }
    return c.render(
      <EntriesPage
        asked={asked}
        rows={found.rows}
        sum_minor={found.sum_minor}
        currency={currency}
        next={nextPage(asked, found.next_cursor)}
        personPage={personPage(principal.role)}
      />,
      { title: 'Rows of the ledger' },
    )
  })

function filledIn(query: Readonly<Record<string, string>>): AskedRows {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''))
}

function nextPage(asked: AskedRows, cursor: string | null): string | null {
  return cursor === null ? null : `/desk/entries?${new URLSearchParams({ ...asked, cursor })}`
}

function personPage(role: Role) {
  return mayEnter(role, '/desk/people')
    ? (id: string) => `/desk/people/${encodeURIComponent(id)}`
    : null
}
