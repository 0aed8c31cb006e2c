import type * as z from 'zod'
import { type ReportQuery, reportQuery } from '../../../finance/query.ts'
import type { RowsKind } from '../../../finance/rows-routes.ts'
import { unknownCursor } from '../../../platform/http/cursor.ts'
import { invalid } from '../../../platform/http/problem.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import { Notice } from '../../../platform/ui/components.tsx'
import { DataTable } from '../../../platform/ui/data-table.tsx'
import { dashboardAddress } from '../../../stripe/dashboard.ts'
import { daysText } from '../days.ts'
import { counted, Headline, inWords } from '../figures.tsx'
import { askedFor } from '../report/asked.ts'
import type { ReportPageDeps } from '../report/deps.ts'
import { deskPages } from '../shell.tsx'
import { figureWords } from '../words.ts'
import { type Cells, cellOf, isMoney, type RowScope } from './cell.tsx'

/** What every page of rows is asked for. */
type Asked = Pick<ReportQuery, 'interval' | 'basis'> &
  Readonly<{
    figure: string
    from?: string | undefined
    to?: string | undefined
    currency?: ReportQuery['currency'] | undefined
  }>

/** Which figures' rows count money, and which are divided by money, where their names do not say so. */
export type InMoney = Readonly<{ sum?: readonly string[]; of?: readonly string[] }>

/** `/desk/NAME/rows`: the persons, bills or payments behind a figure, and what they come to. */
export function rowsPage<Fields extends z.ZodType<Asked>, Row extends object>(
  kind: RowsKind<Fields, Row>,
  inMoney: InMoney = {},
) {
  return routesWith<ReportPageDeps>().get(`/${kind.name}/rows`, deskPages, async (c) => {
    const { deps, principal } = c.var
    const sent = c.req.query()
    const asked = await askedFor(sent, kind.fields, (fields) => fields)
    if (asked.kind === 'refused') throw invalid(asked.errors)
    const found = await kind.rows(deps.reader, asked.query, deps)
    if (found.kind === 'cursor_unknown') throw unknownCursor()
    const { from, to, currency } = reportQuery(asked.query, deps)
    const scope: RowScope = {
      figure: asked.query.figure,
      inMoney: inMoney.sum?.includes(asked.query.figure) ?? isMoney(asked.query.figure),
      ofMoney: inMoney.of?.includes(asked.query.figure) ?? false,
      currency,
      zone: deps.config.reportingTimezone,
      role: principal.role,
      addressOf: (id) => dashboardAddress(deps.config.stripe, id),
    }
    const rows = found.rows.map((row): Cells => Object.entries(row))
    return c.render(
      <RowsBehind
        {...{ rows, scope, sent, name: kind.name, days: daysText({ from, to }) }}
        sum={found.sum}
        of={found.of}
        next={found.next_cursor}
      />,
      { title: figureWords(scope.figure) },
    )
  })
}

type RowsProps = Readonly<{
  name: string
  days: string
  rows: readonly Cells[]
  sum: number | null
  of: number | null
  next: string | null
  sent: Readonly<Record<string, string>>
  scope: RowScope
}>

const RowsBehind = ({ name, days, rows, sum, of, next, sent, scope }: RowsProps) => (
  <>
    <Headline>{`${figureWords(scope.figure)}, ${days}: ${sumWords(sum, of, scope)}`}</Headline>
    {rows.length === 0 ? (
      <Notice>
        <p>Nothing stands behind this figure.</p>
      </Notice>
    ) : (
      <RowsTable rows={rows} scope={scope} />
    )}
    <p class="no-print row">
      {next === null ? null : (
        <a href={`?${new URLSearchParams({ ...sent, cursor: next })}`} rel="next">
          Next rows
        </a>
      )}
      <a href={`/desk/${name}?${reportSearch(sent)}`}>Back to the report</a>
      <a href={`/api/reports/${name}/rows?${new URLSearchParams(sent)}`}>JSON</a>
    </p>
  </>
)

/** What the rows come to; of a quotient both what is divided and by what. */
function sumWords(sum: number | null, of: number | null, scope: RowScope): string {
  if (sum === null) return 'cannot be added up, an exchange rate is missing'
  const words = (count: number, isMoneyOf: boolean) =>
    isMoneyOf ? inWords(BigInt(count), scope.currency) : counted(count)
  const amount = words(sum, scope.inMoney)
  return of === null ? `these come to ${amount}` : `${amount} of ${words(of, scope.ofMoney)}`
}

/** The report that the figure stands in: all that was asked but which rows. */
function reportSearch(sent: RowsProps['sent']): URLSearchParams {
  const { figure: _figure, cursor: _cursor, limit: _limit, key: _key, ...report } = sent
  return new URLSearchParams(report)
}

const RowsTable = ({ rows, scope }: Pick<RowsProps, 'rows' | 'scope'>) => {
  const names = rows[0]?.map(([name]) => name) ?? []
  return (
    <DataTable
      caption="Rows behind the figure"
      narrow="cards"
      columns={names.map((name) => ({
        label: figureWords(name),
        number: rows.some((row) => row.some(([key, value]) => key === name && isFigure(value))),
        lead: name === 'counts' || name === 'figure_minor',
      }))}
      rows={rows.map((row) => row.map(([name, value]) => cellOf(name, value, row, scope)))}
    />
  )
}

function isFigure(value: unknown): boolean {
  return typeof value === 'number'
}
