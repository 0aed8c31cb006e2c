import type { Child } from 'hono/jsx'
import type * as z from 'zod'
import type { Range } from '../../../finance/period.ts'
import type { ReportQuery } from '../../../finance/query.ts'
import type { Report } from '../../../finance/report.ts'
import type { ReportKind } from '../../../finance/report-routes.ts'
import type { Principal } from '../../../platform/auth/principal.ts'
import { type Day, todayOf } from '../../../platform/day.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { routesWith } from '../../../platform/http/routes.ts'
import { deskPages } from '../shell.tsx'
import { type Asked, askedFor } from './asked.ts'
import type { Column, FigureRow, Seen } from './columns.tsx'
import type { ReportPageDeps } from './deps.ts'
import { ReportFoot, Stamp } from './foot.tsx'
import { PeriodTable } from './period-table.tsx'
import {
  type Choice,
  fieldsOf,
  ReportView,
  searchOf,
  type ViewValues,
  viewValues,
} from './view.tsx'

/** A report as one person looks at it. */
export type Shown<Period, Query extends ReportQuery = ReportQuery, More = unknown> = Seen &
  Readonly<{ report: Report<Period> & More; query: Query; today: Day }>

/** The parts of a report that its page is made of. */
export type PageKind<Fields extends z.ZodType, Query extends Range, Answer> = Pick<
  ReportKind<Fields, Query, Answer>,
  'name' | 'fields' | 'queryOf' | 'report'
>

/** Who looks, when, and through what. */
export type Looks = Readonly<{ deps: ReportPageDeps; principal: Principal; today: Day }>

/** The report that was asked for as this person sees it, or what of that cannot be. */
export function shownReport<
  Fields extends z.ZodType,
  Query extends ReportQuery,
  Period,
  More = unknown,
>(
  kind: PageKind<Fields, Query, Report<Period> & More>,
  sent: ViewValues,
  { deps, principal, today }: Looks,
): Promise<Asked<Shown<Period, Query, More>>> {
  return askedFor(sent, kind.fields, async (fields) => {
    const query = kind.queryOf(fields, principal, deps)
    const report = await kind.report(deps.reader, query, deps)
    return { report, query, today, currency: query.currency, role: principal.role }
  })
}

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
export type ReportPage<
  Fields extends z.ZodType,
  Query extends ReportQuery,
  Period,
  More,
> = Readonly<{
  kind: PageKind<Fields, Query, Report<Period> & More>
  title: string
  /** What the newest period that has something to tell says, in one sentence. */
  sentence: (shown: Shown<Period, Query, More>) => string
  /** Fields of the form that this report adds. */
  choices?: readonly Choice[]
  /** Fields that mean nothing to it. */
  without?: readonly string[]
  /** Its figures, each period a row; the first table has what the sentence tells. */
  tables: (shown: Shown<Period, Query, More>) => readonly FigureTable<Period>[]
  notice?: (shown: Shown<Period, Query, More>) => Child
  charts: (shown: Shown<Period, Query, More>) => Child
  /** What else the report tells, under its tables. */
  more?: (shown: Shown<Period, Query, More>) => Child
}>

/** `/desk/NAME`: a report's sentence, its form, picture, tables, and what its figures mean. */
export function reportPage<
  Fields extends z.ZodType,
  Query extends ReportQuery,
  Period extends FigureRow & Range,
  More,
>(page: ReportPage<Fields, Query, Period, More>) {
  const { kind, title } = page
  const fields = fieldsOf(page)
  const withBasis = !page.without?.includes('basis')
  return routesWith<ReportPageDeps>().get(`/${kind.name}`, deskPages, async (c) => {
    const { deps, principal } = c.var
    const today = todayOf(deps)
    const sent = c.req.query()
    const asked = await shownReport(kind, sent, { deps, principal, today })
    if (asked.kind === 'refused') {
      c.status(422)
      const form = { values: viewValues(sent, fields), errors: asked.errors, today, fields }
      return c.render(<ReportView sentence={title} {...form} />, { title })
    }
    const shown = asked.query
    const values = viewValues({ ...sent, ...namedIn(shown.query) }, fields)
    return c.render(
      <ReportView sentence={page.sentence(shown)} {...{ values, today, fields }} errors={none}>
        <Body {...{ page, shown, withBasis }} />
        <ReportFoot
          definition={shown.report.definition}
          withBasis={withBasis}
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

type BodyProps<Query extends ReportQuery, Period, More> = Readonly<{
  page: Pick<ReportPage<z.ZodType, Query, Period, More>, 'tables' | 'notice' | 'charts' | 'more'>
  shown: Shown<Period, Query, More>
  withBasis: boolean
}>

const Body = <Query extends ReportQuery, Period extends FigureRow & Range, More>({
  page,
  shown,
  withBasis,
}: BodyProps<Query, Period, More>) => (
  <>
    {page.notice?.(shown)}
    {shown.report.periods.length > most_columns ? (
      <p class="soft">Take longer periods to see a picture of them.</p>
    ) : (
      <>
        {page.charts(shown)}
        <Stamp definition={shown.report.definition} withBasis={withBasis} />
      </>
    )}
    {page.tables(shown).map(({ caption, columns }) => (
      <>
        <PeriodTable
          {...{ caption, columns, seen: shown, today: shown.today }}
          interval={shown.query.interval}
          periods={shown.report.periods}
          total={shown.report.total}
        />
        <Stamp definition={shown.report.definition} withBasis={withBasis} />
      </>
    ))}
    {page.more?.(shown)}
  </>
)
