import type { Child } from 'hono/jsx'
import type * as z from 'zod'
import type { Range } from '../../../finance/period.ts'
import type { ReportQuery } from '../../../finance/query.ts'
import type { Report } from '../../../finance/report.ts'
import type { ReportKind } from '../../../finance/report-routes.ts'
import { type Day, dayOf } from '../../../platform/day.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import { deskPages } from '../shell.tsx'
import { askedFor } from './asked.ts'
import type { Column, FigureRow, Seen } from './columns.tsx'
import type { ReportPageDeps } from './deps.ts'
import { ReportFoot } from './foot.tsx'
import { PeriodTable } from './period-table.tsx'
import { type Choice, ReportView, searchOf, type ViewValues, viewValues } from './view.tsx'

/** A report as one person looks at it. */
export type Shown<Period, Query extends ReportQuery = ReportQuery> = Seen &
  Readonly<{ report: Report<Period>; query: Query; today: Day }>

/** The newest period that has something to tell, else the newest. */
export function newestWith<Period>(
  { periods, total }: Report<Period>,
  tells: (period: Period) => boolean,
): Period {
  return periods.findLast(tells) ?? periods.at(-1) ?? total
}

/** Some figures of each period under one heading. */
type FigureTable<Period> = Readonly<{ caption: string; columns: readonly Column<Period>[] }>

/** What a report's page has of its own; the form, the table and the foot are the same for all. */
export type ReportPage<Fields extends z.ZodType, Query extends ReportQuery, Period> = Readonly<{
  kind: Pick<ReportKind<Fields, Query, Report<Period>>, 'name' | 'fields' | 'queryOf' | 'report'>
  title: string
  /** What the newest period that has something to tell says, in one sentence. */
  sentence: (shown: Shown<Period, Query>) => string
  /** Fields of the form that this report adds. */
  choices?: readonly Choice[]
  /** Its figures, each period a row; the first table has what the sentence tells. */
  tables: (shown: Shown<Period, Query>) => readonly FigureTable<Period>[]
  notice?: (shown: Shown<Period, Query>) => Child
  charts: (shown: Shown<Period, Query>) => Child
  /** What else the report tells, under its tables. */
  more?: (shown: Shown<Period, Query>) => Child
}>

/** `/desk/NAME`: a report's sentence, its form, picture, tables, and what its figures mean. */
export function reportPage<
  Fields extends z.ZodType,
  Query extends ReportQuery,
  Period extends FigureRow & Range,
>(page: ReportPage<Fields, Query, Period>) {
  const { kind, title, choices = [] } = page
  return routesWith<ReportPageDeps>().get(`/${kind.name}`, deskPages, async (c) => {
    const { deps, principal } = c.var
    const today = dayOf(deps.clock.now(), deps.config.reportingTimezone)
    const sent = c.req.query()
    const asked = askedFor(sent, kind.fields, (fields) => kind.queryOf(fields, principal, deps))
    if (asked.kind === 'refused') {
      c.status(422)
      const form = { values: viewValues(sent, choices), errors: asked.errors, today, choices }
      return c.render(<ReportView sentence={title} {...form} />, { title })
    }
    const { query } = asked
    const report = await kind.report(deps.reader, query, deps)
    const shown = { report, query, today, currency: query.currency, role: principal.role }
    const values = viewValues({ ...sent, ...namedIn(query) }, choices)
    return c.render(
      <ReportView sentence={page.sentence(shown)} {...{ values, today, choices }} errors={none}>
        <Body page={page} shown={shown} />
        <ReportFoot
          definition={report.definition}
          report={`/api/reports/${kind.name}`}
          search={searchOf(values)}
          role={principal.role}
        />
      </ReportView>,
      { title },
    )
  })
}

const none: readonly FieldError[] = []

/** What was left open, filled in, so that the form and the links name it. */
function namedIn({ from, to, interval, basis, currency, compare }: ReportQuery): ViewValues {
  return { from, to, interval, basis, currency, compare: compare ?? '' }
}

/** More columns than this are no picture any more; the table has them. */
const most_columns = 120

type BodyProps<Query extends ReportQuery, Period> = Readonly<{
  page: Pick<ReportPage<z.ZodType, Query, Period>, 'tables' | 'notice' | 'charts' | 'more'>
  shown: Shown<Period, Query>
}>

const Body = <Query extends ReportQuery, Period extends FigureRow & Range>({
  page,
  shown,
}: BodyProps<Query, Period>) => (
  <>
    {page.notice?.(shown)}
    {shown.report.periods.length > most_columns ? (
      <p class="soft">Take longer periods to see a picture of them.</p>
    ) : (
      page.charts(shown)
    )}
    {page.tables(shown).map(({ caption, columns }) => (
      <PeriodTable
        {...{ caption, columns, seen: shown, today: shown.today }}
        interval={shown.query.interval}
        periods={shown.report.periods}
        total={shown.report.total}
      />
    ))}
    {page.more?.(shown)}
  </>
)
