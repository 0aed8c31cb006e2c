import { recordAct } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { Month } from '../platform/day.ts'
import type { Ids } from '../platform/ids.ts'
import { type ShareClass, shareClasses } from './classes.ts'
import { knownAt } from './months.ts'

/** Which classes finance expects a figure of, each month from `from` on; null is from the beginning. */
export type Expectation = Readonly<{ classes: readonly ShareClass[]; from: Month | null }>

/** As it was declared, and when. */
export type Declared = Expectation & Readonly<{ declared_at: Date }>

/** Every month that anybody can ask for comes after this one. */
const beginning = '0001-01'

/** The declarations, newest first: of those that reach a month, the first counts. */
export async function expectations(reader: Reader): Promise<Declared[]> {
  const rows = await reader
    .selectFrom('expectation')
    .select(['from_month', 'classes', 'declared_at'])
    .orderBy('declared_at', 'desc')
    .orderBy('from_month', 'desc')
    .execute()
  return rows.map(({ from_month, classes, declared_at }) => ({
    declared_at,
    classes: shareClasses.filter((name) => classes.includes(name)),
    from: from_month === beginning ? null : from_month,
  }))
}

/**
 * What a month expects; none declared means that nothing can be missing. A closed month expects what it
 * did when it was closed.
 */
export function expectedIn(
  declared: readonly Declared[],
  month: Month,
  closed_at?: Date | undefined,
): readonly ShareClass[] {
  const reaches = ({ from, declared_at }: Declared) =>
    (from === null || from <= month) && (closed_at === undefined || declared_at <= closed_at)
  return declared.find(reaches)?.classes ?? []
}

/** Declares anew. Without `from` it holds for every month that is not closed, the past ones too. */
export async function declareExpectation(
  deps: Readonly<{ db: Database; clock: Clock; ids: Ids }>,
  expectation: Expectation,
  who: string,
): Promise<void> {
  const { db, clock } = deps
  await db.transaction().execute(async (trx) => {
    const row = {
      from_month: expectation.from ?? beginning,
      declared_at: await knownAt(trx, clock),
      classes: [...expectation.classes],
      declared_by: who,
    }
    await trx
      .insertInto('expectation')
      .values(row)
      .onConflict((c) => c.columns(['from_month', 'declared_at']).doUpdateSet(row))
      .execute()
    await recordAct(trx, deps, {
      who,
      act: 'income.expect',
      subject: row.from_month,
      after: { classes: row.classes },
    })
  })
}
