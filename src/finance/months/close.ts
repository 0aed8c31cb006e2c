import type { Transaction } from 'kysely'
import { closes, type MonthsTaken, takingMonths } from '../../ledger/months.ts'
import { labelMonth } from '../../ledger/origin.ts'
import { recordAct } from '../../platform/audit.ts'
import type { Principal } from '../../platform/auth/principal.ts'
import { type Database, type Reader, readerOf } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { inSnapshot } from '../../platform/database/snapshot.ts'
import type { Month } from '../../platform/day.ts'
import { Problem } from '../../platform/http/problem.ts'
import type { Ids } from '../../platform/ids.ts'
import type { ReportDeps } from '../query.ts'
import { monthState } from './report.ts'
import { type Closing, hashOf, type Snapshot, snapshotOf } from './snapshot.ts'

/** `reader`: of the same database and no copy of it, where a statement may take longer. */
export type CloseDeps = ReportDeps & Readonly<{ db: Database; reader: Reader; ids: Ids }>
type Trx = Transaction<Schema>
type Who = Pick<Principal, 'id' | 'name'>

export type Closed =
  | MonthsTaken
  | Readonly<{ kind: 'closed' }>
  | Readonly<{ kind: 'already_closed' }>
  | Readonly<{ kind: 'obstructed'; obstacles: readonly string[] }>
  /** Nothing of the books lies in it or before it. */
  | Readonly<{ kind: 'unknown' }>

/** What is answered where the months are taken. */
export function monthsTaken(): Problem {
  const why = 'The books are being written, or closed by somebody else.'
  return new Problem(409, 'months_taken', `${why} Nothing was changed: try again.`)
}

/**
 * Closes a month by a named person, where nothing stands in its way: what it shows is kept as a row with
 * its hash. Whoever books waits meanwhile, so that a fact is either in it or finds it closed; of two who
 * close at once, the second finds it closed.
 */
export function closeMonth(deps: CloseDeps, month: Month, who: Who): Promise<Closed> {
  return takingMonths(deps.db, async (trx): Promise<Closed> => {
    const outcome = await inSnapshot(deps.reader, (books) => judge(books, deps, month, who))
    if (outcome.kind !== 'ready') return outcome
    await keep(trx, deps, outcome.snapshot, who)
    return { kind: 'closed' }
  })
}

type Judged =
  | Exclude<Closed, MonthsTaken | { kind: 'closed' }>
  | Readonly<{ kind: 'ready'; snapshot: Snapshot }>

/**
 * What the books say of it, seen at one moment by a connection of its own: it begins when nobody books
 * any more, and sums that are kept may move on meanwhile.
 */
async function judge(
  books: Reader,
  deps: CloseDeps,
  month: Month,
  { name: by }: Who,
): Promise<Judged> {
  const state = await monthState(books, month, deps)
  if (state === null) return { kind: 'unknown' }
  if (state.state === 'closed') return { kind: 'already_closed' }
  const { obstacles } = state
  if (obstacles.length > 0) return { kind: 'obstructed', obstacles }
  const closing = await nextClosing(books, month, { at: deps.clock.now(), by })
  try {
    return { kind: 'ready', snapshot: await snapshotOf(books, closing, deps) }
  } catch (error) {
    if (isRateMissing(error)) return { kind: 'obstructed', obstacles: ['rate_unavailable'] }
    throw error
  }
}

/** As reports say it that have no figure at all without one. */
function isRateMissing(error: unknown): boolean {
  return error instanceof Problem && error.facts.code === 'rate_unavailable'
}

async function nextClosing(
  books: Reader,
  month: Month,
  { at, by }: Readonly<{ at: Date; by: string }>,
): Promise<Closing> {
  const { newest } = await books
    .selectFrom('month_close')
    .where('month', '=', month)
    .select(({ fn }) => fn.max<number | null>('version').as('newest'))
    .executeTakeFirstOrThrow()
  return { month, version: (newest ?? 0) + 1, closed_at: at.toISOString(), closed_by: by }
}

async function keep(trx: Trx, deps: CloseDeps, snapshot: Snapshot, who: Who): Promise<void> {
  const { figures, rates, definitions, closed_at, ...closing } = snapshot
  const hash = await hashOf(snapshot)
  await trx
    .insertInto('month_close')
    .values({
      ...closing,
      closed_at: new Date(closed_at),
      figures: JSON.stringify(figures),
      rates: JSON.stringify(rates),
      definitions: JSON.stringify(definitions),
      hash,
    })
    .execute()
  const after = { version: closing.version, hash }
  await recordAct(trx, deps, { who: who.id, act: 'month.close', subject: closing.month, after })
}

export type Reopened =
  | MonthsTaken
  | Readonly<{ kind: 'reopened' }>
  | Readonly<{ kind: 'not_closed' }>
  | Readonly<{ kind: 'not_the_latest'; latest: Month }>

/**
 * Opens the latest closed month again. What was booked meanwhile stays where it is; what was learned of
 * the month's own rows is theirs from now on.
 */
export function reopenMonth(
  deps: CloseDeps,
  month: Month,
  { who, reason }: Readonly<{ who: Who; reason: string }>,
): Promise<Reopened> {
  return takingMonths(deps.db, async (trx): Promise<Reopened> => {
    const latest = await closes(readerOf(trx))
      .orderBy('month_close.month', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (!latest || latest.month < month) return { kind: 'not_closed' }
    if (latest.month !== month) return { kind: 'not_the_latest', latest: latest.month }
    const at = deps.clock.now()
    await trx
      .insertInto('month_reopening')
      .values({ month, version: latest.version, reopened_at: at, reopened_by: who.name, reason })
      .execute()
    await labelMonth(trx, { month, since: latest.closed_at, at })
    const before = { version: latest.version, hash: latest.hash }
    await recordAct(trx, deps, { who: who.id, act: 'month.reopen', subject: month, before, reason })
    return { kind: 'reopened' }
  })
}
