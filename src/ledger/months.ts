import { sql, type Transaction } from 'kysely'
import type { Clock } from '../platform/clock.ts'
import { type Database, type Reader, readerOf } from '../platform/database/connection.ts'
import type { Schema } from '../platform/database/schema.ts'
import { addMonths, type Day, firstDay, type Month } from '../platform/day.ts'
import { oncePer } from '../platform/gathered.ts'

/** A process that freezes while it closes a month lets go after this; it reads by another connection. */
const longestSilence = '60s'

/**
 * Keeps every month as it is, closed or open, to the end of the transaction: before anything is written
 * that a figure is made of. Waits for a close that is under way.
 */
export async function holdMonths(trx: Transaction<Schema>): Promise<void> {
  await trx.selectFrom('month_turn').select('id').forShare().execute()
}

/** Others keep the months to themselves: a close is under way, or a large booking. */
export type MonthsTaken = Readonly<{ kind: 'months_taken' }>

/**
 * Does the work in a transaction that begins when nobody writes what months are made of, and keeps them
 * all waiting: to close or reopen. Whoever waits for longer than `longestWait` is told so instead.
 */
export async function takingMonths<Result>(
  db: Database,
  work: (trx: Transaction<Schema>) => Promise<Result>,
): Promise<Result | MonthsTaken> {
  try {
    return await db.transaction().execute(async (trx) => {
      await takeMonths(trx)
      return work(trx)
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === lockNotAvailable) {
      return { kind: 'months_taken' }
    }
    throw error
  }
}

const longestWait = '3s'
const lockNotAvailable = '55P03'

/** What is set beside a lock is set before it is waited for. */
async function takeMonths(trx: Transaction<Schema>): Promise<void> {
  await sql`set local lock_timeout = ${sql.lit(longestWait)}`.execute(trx)
  await sql`
    select set_config('idle_in_transaction_session_timeout', ${longestSilence}, true)
    from month_turn for update`.execute(trx)
  await sql`set local lock_timeout to default`.execute(trx)
}

/** The months that are closed now, each by its newest close, to be read or joined. */
export function closes(reader: Reader) {
  return reader
    .selectFrom('month_close')
    .select(['month_close.month', 'month_close.version', 'month_close.closed_by'])
    .select(['month_close.closed_at', 'month_close.hash'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('month_reopening')
            .whereRef('month_reopening.month', '=', 'month_close.month')
            .whereRef('month_reopening.version', '=', 'month_close.version')
            .select('month_reopening.version'),
        ),
      ),
    )
}

/** The closed ones among the months, in order. */
export async function closedMonths(
  reader: Reader,
  { from, to }: Readonly<{ from: Month; to: Month }>,
) {
  return closes(reader)
    .where('month_close.month', '>=', from)
    .where('month_close.month', '<=', to)
    .orderBy('month_close.month')
    .execute()
}

/** Whether one of the months was closed once and is open again. */
export async function isAnyReopened(
  reader: Reader,
  { from, to }: Readonly<{ from: Month; to: Month }>,
): Promise<boolean> {
  const open = await reader
    .selectFrom('month_close')
    .where('month_close.month', '>=', from)
    .where('month_close.month', '<=', to)
    .where('month_close.month', 'not in', closes(reader).clearSelect().select('month_close.month'))
    .select('month_close.month')
    .limit(1)
    .executeTakeFirst()
  return open !== undefined
}

/**
 * On which day a fact of a day is booked: on that day, or on the first day after the latest closed month
 * where it is no later than that (finance.md 1.2: late changes fall in the open one). A month without
 * entries may have been passed over; what came into it would change what later ones begin with. True to
 * the end of the transaction.
 */
export async function bookingDays(trx: Transaction<Schema>): Promise<(day: Day) => Day> {
  await holdMonths(trx)
  const { latest } = await closes(readerOf(trx))
    .clearSelect()
    .select(({ fn }) => fn.max<Month | null>('month_close.month').as('latest'))
    .executeTakeFirstOrThrow()
  const open = latest === null ? null : addMonths(firstDay(latest), 1)
  return (day) => (open !== null && day < open ? open : day)
}

/** `bookingDays`, asked once a transaction that books for a crowd; one that closes a month asks itself. */
export const bookingDaysOf = oncePer((trx: Transaction<Schema>) => bookingDays(trx))

/** `bookingDays` for a single fact. */
export async function bookingDay(trx: Transaction<Schema>, day: Day): Promise<Day> {
  return (await bookingDays(trx))(day)
}

/**
 * When a fact that is written now counts as known: now, and later than every close, also while the
 * clock stands still or was set back. A closed month is read by what was known when it was closed.
 */
export async function knownAt(trx: Transaction<Schema>, clock: Clock): Promise<Date> {
  await holdMonths(trx)
  const { newest } = await trx
    .selectFrom('month_close')
    .select(({ fn }) => fn.max<Date | null>('closed_at').as('newest'))
    .executeTakeFirstOrThrow()
  const now = clock.now()
  return newest !== null && newest >= now ? new Date(newest.getTime() + 1) : now
}
