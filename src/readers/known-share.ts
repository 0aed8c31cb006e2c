import { publicShare } from '../finance/public-share/report.ts'
import type { ReportDeps } from '../finance/query.ts'
import { isAnyReopened } from '../ledger/months.ts'
import { isDatabaseAway } from '../platform/database/away.ts'
import { type Database, readerOf } from '../platform/database/connection.ts'
import { todayOf } from '../platform/day.ts'
import type { Log } from '../platform/log.ts'

/** The readers' share of the last year, a part of one, over its closed months. */
export type KnownShare = Readonly<{ year: number; part: number }>
export type ShareDeps = ReportDeps & Readonly<{ db: Database; log: Log }>

/**
 * What the pages may say of the books; null until a month of last year is closed. A page that asks
 * for support has to stand when the figure cannot be made, so a failure is null too, and logged;
 * with the database away no order could be taken, and that is thrown. A reader does not wait as long
 * as a report may take, so this asks over the pages' own connections.
 */
export async function knownShare(deps: ShareDeps): Promise<KnownShare | null> {
  const year = Number(todayOf(deps).slice(0, 4)) - 1
  try {
    const { share } = await publicShare(readerOf(deps.db), year, deps)
    return share === null ? null : { year, part: Number(share) }
  } catch (error) {
    if (error instanceof Error && isDatabaseAway(error)) throw error
    deps.log.warn('the public share is not known', { error: String(error) })
    return null
  }
}

/**
 * The same for other sites' pages, which keep what they were told: null too while a month of that year,
 * closed once, is open again.
 */
export async function steadyShare(deps: ShareDeps): Promise<KnownShare | null> {
  const share = await knownShare(deps)
  if (share === null) return null
  const { year } = share
  const months = { from: `${year}-01`, to: `${year}-12` }
  return (await isAnyReopened(readerOf(deps.db), months)) ? null : share
}
