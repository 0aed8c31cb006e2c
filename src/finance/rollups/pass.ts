import { sql, type Transaction } from 'kysely'
import type { TransactionMark } from '../../ledger/entries.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/connection.ts'
import type { Schema } from '../../platform/database/schema.ts'
import { isOfThisServer, type MarkedTable, type Span, wrote } from './mark.ts'
import { forgetTransactions } from './restored.ts'

type Trx = Transaction<Schema>

/** Something that is kept, made from rows that only grow. */
export type Part = Readonly<{
  name: string
  /** The rules that it is made by; when they change it is made anew. */
  madeBy: readonly string[]
  /** Where the rows stand that it is made of. */
  tables: readonly MarkedTable[]
  /** How many of those rows one pass takes at most, save that it takes transactions whole. */
  most: number
  /** Lets go of some of what is kept; true once nothing is left. */
  clear: (trx: Trx) => Promise<boolean>
  /** Makes the next piece of all that transactions before `mark` wrote; answers how far that is. */
  make: (trx: Trx, place: Readonly<{ mark: TransactionMark; reached: string }>) => Promise<Reached>
  /** Adds what transactions of the span wrote. */
  fold: (trx: Trx, span: Required<Span>) => Promise<void>
}>

/** Null once the part is whole; `clearing` before it is begun. */
type Reached = string | null
const clearing = 'clearing'

/**
 * `busy`: another process is at it. `making`, `behind`: there is more to do now. `restored`: what was
 * kept is of another server, from which this database is a copy, and everything is made anew.
 */
export type Passed = 'busy' | 'restored' | 'making' | 'behind' | 'level'

type Deps = Readonly<{ db: Database; machineClock: Clock }>

/**
 * One step of keeping a part: of its making, or of what was committed since the last one. The step and
 * its mark are one transaction. No transaction before the new mark is open any more, so none of them
 * can add a row later, in whatever order they were begun and committed.
 */
export function passOver({ db, machineClock }: Deps, part: Part): Promise<Passed> {
  return db.transaction().execute(async (trx) => {
    const held = await hold(trx, part, machineClock.now())
    if (held === undefined) return 'busy'
    const passed_at = machineClock.now()
    if (!held.of_this_server) {
      await forgetTransactions(trx)
      return 'restored'
    }
    if (held.made_by.join() !== part.madeBy.join()) {
      await set(trx, part, { made_by: [...part.madeBy], reached: clearing, passed_at })
      return 'making'
    }
    if (held.reached === clearing) {
      const mark = await oldestOpen(trx)
      if (await part.clear(trx)) await set(trx, part, { mark, reached: '', passed_at })
      return 'making'
    }
    if (held.reached !== null) {
      const reached = await part.make(trx, { mark: held.mark, reached: held.reached })
      await set(trx, part, { reached, passed_at })
      return reached === null ? 'behind' : 'making'
    }
    const { before, level } = await nextMark(trx, part, held.mark)
    if (before !== held.mark) await part.fold(trx, { from: held.mark, before })
    await set(trx, part, { mark: before, passed_at })
    return level ? 'level' : 'behind'
  })
}

/** The part's row, held until the end; undefined where another process holds it. */
async function hold(trx: Trx, { name }: Part, passed_at: Date) {
  const held = trx
    .selectFrom('rollup_mark')
    .where('part', '=', name)
    .select(['mark', 'made_by', 'reached', isOfThisServer.as('of_this_server')])
    .forUpdate()
    .skipLocked()
  const row = await held.executeTakeFirst()
  if (row !== undefined) return row
  await trx
    .insertInto('rollup_mark')
    .values({ part: name, mark: '0', made_by: [], reached: clearing, passed_at })
    .onConflict((conflict) => conflict.column('part').doNothing())
    .execute()
  return held.executeTakeFirst()
}

async function set(
  trx: Trx,
  part: Part,
  to: Readonly<{ mark?: string; made_by?: string[]; reached?: Reached; passed_at: Date }>,
): Promise<void> {
  await trx.updateTable('rollup_mark').set(to).where('part', '=', part.name).execute()
}

/** All transactions before it have ended. */
async function oldestOpen(trx: Trx): Promise<TransactionMark> {
  const { oldest } = await trx
    .selectNoFrom(sql<string>`pg_snapshot_xmin(pg_current_snapshot())`.as('oldest'))
    .executeTakeFirstOrThrow()
  return oldest
}

/** As far as one pass goes: to the oldest open transaction, or behind the one with the last row it takes. */
async function nextMark(trx: Trx, { tables, most }: Part, from: TransactionMark) {
  const oldest = await oldestOpen(trx)
  const last = await trx
    .selectFrom(newRows(tables, { from, before: oldest }, most).as('row'))
    .select('tx')
    .orderBy('tx')
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst()
  if (last === undefined) return { before: oldest, level: true }
  return { before: String(BigInt(last.tx) + 1n), level: false }
}

function newRows(tables: readonly MarkedTable[], span: Required<Span>, most: number) {
  const each = tables.map(
    (table) =>
      sql`(select tx from ${sql.table(table)} where ${wrote(table, span)} order by tx limit ${most})`,
  )
  return sql<{ tx: string }>`(${sql.join(each, sql` union all `)})`
}
