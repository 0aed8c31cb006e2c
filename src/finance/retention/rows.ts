import type { Reader } from '../../platform/database/connection.ts'
import {
  type Behind,
  type BehindRow,
  behindAll,
  behindRow,
  type History,
  movementBehind,
  pageOf,
  standingBehind,
} from '../movements/behind.ts'
import { recurring } from '../movements/counting.ts'
import { movementsOf } from '../movements/movement.ts'
import { conversionOf } from '../movements/rates.ts'
import { timelineOf, worthAt } from '../movements/timeline.ts'
import { rateDays } from '../mrr/over.ts'
import { isWithin, type Range } from '../period.ts'
import type { ReportDeps } from '../query.ts'
import { type FigureRows, figureRowsKind, type RowsQuery } from '../rows-routes.ts'
import { isEarlyChurn } from './lines.ts'
import { type RetentionFigure, retentionFigures } from './retention-period.ts'

/** `/api/reports/retention/rows`: the members behind a count of retention. */
export const retentionRowsKind = figureRowsKind({
  name: 'retention',
  figures: retentionFigures,
  rows: retentionRows,
})

/**
 * Each with what they came to a month at the range's two ends, at the opening's rate; those at closing
 * at the closing's, since before the first members there may be no rate. Who left stands with the last
 * leave. `counts` is 1.
 */
async function retentionRows(
  reader: Reader,
  query: RowsQuery<RetentionFigure>,
  deps: ReportDeps,
): Promise<FigureRows<BehindRow>> {
  const found = await behindAll(reader, (history) => behind(history, query.figure, query))
  const { openingDay, closingDay } = rateDays(query, deps)
  const day = query.figure === 'closing_members' ? closingDay : openingDay
  const asked = found.flatMap(({ before, after }) => [before, after])
  const convert = await conversionOf(
    reader,
    asked.map((amounts) => ({ amounts, day })),
    query.currency,
  )
  const rows = found.map((one) => behindRow(one, (amounts) => convert(amounts, day), 1))
  return pageOf(rows, { ...query, sum: rows.length })
}

function behind(history: History, figure: RetentionFigure, range: Range): Behind[] {
  const { person } = history
  const timeline = timelineOf(history, recurring)
  const [before, after] = [worthAt(timeline, range.from), worthAt(timeline, range.to)]
  const isLost = before.size > 0 && after.size === 0
  const counts = {
    opening_members: before.size > 0,
    closing_members: after.size > 0,
    lost_members: isLost,
    early_churned: isEarlyChurn(timeline, range),
  }
  if (!counts[figure]) return []
  const leave = movementsOf(timeline).findLast(
    ({ kind, day }) => kind === 'churn' && isWithin(day, range),
  )
  const stands = standingBehind(person, before, after)
  if (leave === undefined || after.size > 0) return [stands]
  return [{ ...movementBehind(person, leave), before, after }]
}
