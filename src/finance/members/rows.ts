import type { Reader } from '../../platform/database/connection.ts'
import { behindAll, type History, movementBehind, pageOf } from '../movements/behind.ts'
import { belonging } from '../movements/counting.ts'
import { timelineOf, worthAt } from '../movements/timeline.ts'
import { isWithin } from '../period.ts'
import { everyPerson } from '../persons/facts.ts'
import type { ReportDeps } from '../query.ts'
import { type FigureRows, figureRowsKind, type RowsQuery } from '../rows-routes.ts'
import { membershipMovements, stepOf } from './lines.ts'
import { type MemberFigure, memberFigures } from './members-period.ts'
import { supporterLines, supportersUntil } from './supporters.ts'

/** A person who came or went, or is there; `counts` is their part of the figure. */
export type MemberRow = Readonly<{
  member_id: string
  at: string | null
  day: string | null
  reason: string | null
  counts: number
}>

/** `/api/reports/members/rows`: the persons behind a figure of members. */
export const membersRowsKind = figureRowsKind({
  name: 'members',
  figures: memberFigures,
  rows: memberRows,
})

async function memberRows(
  reader: Reader,
  query: RowsQuery<MemberFigure>,
  deps: ReportDeps,
): Promise<FigureRows<MemberRow>> {
  const rows =
    query.figure === 'supporters'
      ? await supporterRows(reader, query, deps)
      : await behindAll(reader, (history) => rowsIn(history, query))
  return pageOf(rows, { ...query, sum: rows.reduce((sum, { counts }) => sum + counts, 0) })
}

function rowsIn(history: History, query: RowsQuery<MemberFigure>): MemberRow[] {
  const { person } = history
  const { figure } = query
  if (figure === 'opening' || figure === 'closing') {
    const day = figure === 'opening' ? query.from : query.to
    const worth = worthAt(timelineOf(history, belonging), day)
    return worth.size > 0 ? [thereIs(person)] : []
  }
  return membershipMovements(history).flatMap((movement) => {
    const step = stepOf(movement)
    if (!isWithin(movement.day, query) || step?.measure !== figure) return []
    const { at, day, reason } = movementBehind(person, movement)
    const when = { at: at?.toISOString() ?? null, day }
    return [{ member_id: person, ...when, reason, counts: Number(step.persons) }]
  })
}

async function supporterRows(
  reader: Reader,
  query: RowsQuery<MemberFigure>,
  deps: ReportDeps,
): Promise<MemberRow[]> {
  const { config } = deps
  const until = supportersUntil(query, deps)
  const { linesOf } = supporterLines(config.supporterMonths)
  const rows: MemberRow[] = []
  for await (const persons of everyPerson(reader, config.reportingCurrency)) {
    for (const facts of persons) {
      const theirs = linesOf(facts).filter(({ measure }) => measure === 'supporters')
      const since = theirs.findLast(({ at }) => at < until)
      if (since?.value === 1n) rows.push(thereIs(facts.person))
    }
  }
  return rows
}

function thereIs(member_id: string): MemberRow {
  return { member_id, at: null, day: null, reason: null, counts: 1 }
}
