import { sql } from 'kysely'
import * as z from 'zod'
import { closes } from '../../ledger/months.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { addMonths, firstDay, type Month, monthOf } from '../../platform/day.ts'
import type { Basis } from '../figures.ts'
import type { Range } from '../period.ts'
import type { ReportDeps, ReportQuery } from '../query.ts'
import type { Report } from '../report.ts'
import { type Figures, isAlike, keptDefinition, keptFigures } from './kept-definition.ts'

type Ask<Query, Answer> = (reader: Reader, query: Query, deps: ReportDeps) => Promise<Answer>

/**
 * A report that prints closed months as they were kept at their close, whatever became of a gift or a
 * person since. `nameOf`: under which name a query's figures are kept, null for one that are not. A
 * meaning, a currency or a zone that is another one since is printed as it is now.
 */
export function asKept<Query extends ReportQuery, Answer extends Report<Range>>(
  nameOf: (query: Query) => string | null,
  report: Ask<Query, Answer>,
): Ask<Query, Answer> {
  return async (reader, query, deps) => {
    const answer = await report(reader, query, deps)
    const name = nameOf(query)
    if (name === null) return answer
    const keptOf = await keptIn(reader, name, answer)
    const shown = <Period extends Range>(period: Period) =>
      Object.assign({}, period, keptOf(period))
    const periods = answer.periods.map(({ compared, ...period }) => ({
      ...shown(period),
      ...(compared && { compared: shown(compared) }),
    }))
    return { ...answer, periods, total: shown(answer.total) }
  }
}

const kept = z.object({
  figures: keptFigures.nullable(),
  definition: keptDefinition.nullable(),
})

type KeptOf = (range: Range) => Figures

async function keptIn(
  reader: Reader,
  name: string,
  { definition, periods, total }: Report<Range>,
): Promise<KeptOf> {
  const compared = periods.flatMap((period) => period.compared ?? [])
  const months = [...periods, ...compared, total].flatMap((range) => wholeMonth(range) ?? [])
  if (months.length === 0) return () => ({})
  const rows = await closes(reader)
    .where('month_close.month', 'in', months)
    .select([
      sql<unknown>`month_close.figures -> ${name}`.as('figures'),
      sql<unknown>`month_close.definitions -> ${name}`.as('definition'),
    ])
    .execute()
  const figures = new Map(
    rows
      .map(({ month, ...row }) => ({ month, ...kept.parse(row) }))
      .filter((row) => row.definition && isAlike(row.definition, definition))
      .map((row) => [row.month, single(row.figures ?? {})]),
  )
  return (range) => figures.get(wholeMonth(range) ?? '') ?? {}
}

/** Lists in a period (its classes) stand beside addresses, and are printed as they are now. */
function single(figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => !Array.isArray(value)))
}

/** The month that a range is, if it is one. */
function wholeMonth({ from, to }: Range): Month | null {
  const month = monthOf(from)
  return from === firstDay(month) && to === addMonths(from, 1) ? month : null
}

/** Under which name a report that goes by the basis is kept. */
export function nameOnBasis(name: string, basis: Basis): string {
  return `${name}/${basis}`
}
