import { closedMonths } from '../../ledger/months.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { addMonths, dayOf, firstDay, startOfDay } from '../../platform/day.ts'
import type { ReportDeps } from '../query.ts'
import { factsOfRanges, sum } from '../reader-share/facts.ts'
import { type ShareReason, shareOf } from '../reader-share/share.ts'

/** What anybody may know: one share a year, never broken down. */
export type PublicShare = Readonly<{
  year: number
  share: string | null
  reason: ShareReason | 'no_closed_month' | null
  as_of: string
}>

/**
 * The share over the year's closed months together, net, in the books' currency; null until one is
 * closed. `as_of` is when the last of them was closed, else the beginning of today: between closings
 * the answer stays the same, so that caches can keep it.
 */
export async function publicShare(
  reader: Reader,
  year: number,
  deps: ReportDeps,
): Promise<PublicShare> {
  const closed = await closedMonths(reader, { from: `${year}-01`, to: `${year}-12` })
  const { reportingTimezone } = deps.config
  const today = dayOf(deps.clock.now(), reportingTimezone)
  const as_of = lastClosing(closed) ?? startOfDay(today, reportingTimezone)
  const answer = { year, as_of: as_of.toISOString() }
  if (closed.length === 0) return { ...answer, share: null, reason: 'no_closed_month' }
  const ranges = closed.map(({ month }) => ({
    from: firstDay(month),
    to: addMonths(firstDay(month), 1),
  }))
  const query = { basis: 'net', currency: deps.config.reportingCurrency } as const
  const facts = await factsOfRanges(reader, ranges, query, deps)
  const classes = facts.flatMap((month) => month.classes)
  const { share, reason } = shareOf({
    reader: sum(classes, 'reader_minor'),
    known: sum(classes, 'total_minor'),
    unrated: facts.some(({ unrated }) => unrated),
    missing: facts.flatMap(({ missing }) => missing),
  })
  return { ...answer, share, reason }
}

function lastClosing(months: readonly Readonly<{ closed_at: Date | null }>[]): Date | null {
  const times = months.flatMap(({ closed_at }) => closed_at ?? [])
  return times.sort((a, b) => b.getTime() - a.getTime())[0] ?? null
}
