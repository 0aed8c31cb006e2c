import { type RawBuilder, sql } from 'kysely'
import * as z from 'zod'
import type { Reader } from '../../platform/database/connection.ts'
import { inSnapshot } from '../../platform/database/snapshot.ts'
import { type Day, dayText } from '../../platform/day.ts'
import { pageOf, placeIn } from '../../platform/http/cursor.ts'
import { minorJson } from '../../platform/money/money.ts'
import { type ReportDeps, reportQuery } from '../query.ts'
import { type FigureRows, rowsFields } from '../rows-routes.ts'
import { paymentsBehind } from './beside-sums.ts'
import { type DeferredFigure, deferredFigures } from './deferred-period.ts'
import { declaredEarning, defers, type Earning } from './earning.ts'
import { reachesInto } from './kept-sums.ts'
import type { DeferredAsked } from './payments.ts'
import { rollForwards } from './roll-forward.ts'

/** A payment behind a figure, the days that it pays for, and its part of the figure (`counts`) in minor units. */
export type DeferredRow = Readonly<{
  entry: string
  day: Day
  member_id: string | null
  class: string | null
  product: string | null
  service_from: Day
  service_to: Day
  counts: number | null
}>

export const deferredRowsFields = rowsFields(deferredFigures)
type Asked = z.output<typeof deferredRowsFields>

/** The payments behind a figure, oldest first, none that adds nothing; `sum` is the figure. */
export async function deferredRows(
  reader: Reader,
  asked: Asked,
  deps: ReportDeps,
): Promise<FigureRows<DeferredRow>> {
  const after = placeIn(asked.cursor, place)
  if (after === 'cursor_unknown') return { kind: after }
  const query = reportQuery(asked, deps)
  const earning = await declaredEarning(reader, deps.config)
  if (earning === null) return { kind: 'found', rows: [], sum: null, of: null, next_cursor: null }
  if (!defers(earning)) return { kind: 'found', rows: [], sum: 0, of: null, next_cursor: null }
  const ranges = [{ from: query.from, to: query.to }]
  const of = { ranges, filter: {}, currency: query.currency }
  const [found, sum] = await inSnapshot(reader, async (snapshot) => {
    const reach = await reachesInto(snapshot, query)
    const payments = await paymentsBehind(snapshot, of, earning, reach)
    const behind = { payments, figure: figures[asked.figure] }
    return Promise.all([
      rowsAfter(snapshot, behind, after, asked.limit + 1),
      sumOf(snapshot, of, earning, asked.figure),
    ])
  })
  const page = pageOf(found, asked.limit, ({ day, entry }) => [day, entry])
  return { kind: 'found', ...page, sum, of: null }
}

const figures: Readonly<Record<DeferredFigure, RawBuilder<bigint | null>>> = {
  opening_minor: sql`opening`,
  billed_minor: sql`billed`,
  recognised_minor: sql`(opening + billed - refunded - closing)`,
  refunded_minor: sql`refunded`,
  closing_minor: sql`closing`,
}

type Behind = Readonly<{ payments: RawBuilder<unknown>; figure: RawBuilder<bigint | null> }>
const place = z.tuple([dayText, z.string()])

async function rowsAfter(
  reader: Reader,
  { payments, figure }: Behind,
  after: z.output<typeof place> | null,
  limit: number,
): Promise<DeferredRow[]> {
  type Row = Omit<DeferredRow, 'counts'> & Readonly<{ figure: bigint | null }>
  const later = after ? sql`(day, id) > (${after[0]}::date, ${after[1]})` : sql`true`
  const rows = await reader
    .selectFrom(
      sql<Row>`(select id as entry, day, member_id, class, product, service_from, service_to,
        ${figure}::bigint as figure
        from ${payments} as payment
        where ${figure} is distinct from 0 and ${later} order by day, id limit ${limit})`.as('row'),
    )
    .selectAll()
    .orderBy('day')
    .orderBy('entry')
    .execute()
  return rows.map(({ figure: minor, ...row }) => ({
    ...row,
    counts: minor === null ? null : minorJson(minor),
  }))
}

/** As the report prints it: null where one of them has no rate. */
async function sumOf(
  snapshot: Reader,
  asked: DeferredAsked,
  earning: Earning,
  figure: DeferredFigure,
): Promise<number | null> {
  const [rolled] = await rollForwards(snapshot, asked, earning)
  if (rolled === undefined) return 0
  return rolled.unrated > 0n ? null : minorJson(rolled[columns[figure]])
}

const columns = {
  opening_minor: 'opening',
  billed_minor: 'billed',
  recognised_minor: 'recognised',
  refunded_minor: 'refunded',
  closing_minor: 'closing',
} as const
