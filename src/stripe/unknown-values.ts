import { sql } from 'kysely'
import type { Clock } from '../platform/clock.ts'
import type { Database, Reader } from '../platform/database/connection.ts'
import type { Log } from '../platform/log.ts'
import { type UnknownWord, unknownWords } from './objects/words.ts'

/** A word of Stripe's that is newer than this version, where it stood, and one object that has it. */
export type UnknownValue = UnknownWord &
  Readonly<{ first_seen: Date; last_seen: Date; times: bigint }>

type Deps = Readonly<{ db: Database; log: Log; machineClock: Clock }>

/**
 * Notes the words in these objects of Stripe's that this version does not know; each is logged the
 * first time. Costs nothing where there is none, which is the rule.
 */
export async function noteUnknownWords(
  { db, log, machineClock }: Deps,
  objects: readonly unknown[],
): Promise<void> {
  const now = machineClock.now()
  for (const { example, ...word } of objects.flatMap(unknownWords)) {
    const { times } = await db
      .insertInto('unknown_value')
      .values({ ...word, example, first_seen: now, last_seen: now })
      .onConflict((conflict) =>
        conflict.columns(['object', 'field', 'value']).doUpdateSet({
          example,
          last_seen: now,
          times: sql`unknown_value.times + 1`,
        }),
      )
      .returning('times')
      .executeTakeFirstOrThrow()
    if (times === 1n) log.warn('a word of Stripe that we do not know', { ...word, example })
  }
}

/**
 * What staff see of them, the latest first, or those that are new since a moment of machine time;
 * `times` counts how often such an object was read.
 */
export function unknownValues(
  reader: Reader,
  { newSince = new Date(0) }: { newSince?: Date } = {},
): Promise<UnknownValue[]> {
  return reader
    .selectFrom('unknown_value')
    .select(['object', 'field', 'value', 'example', 'first_seen', 'last_seen', 'times'])
    .where('first_seen', '>=', newSince)
    .orderBy('last_seen', 'desc')
    .orderBy('object')
    .orderBy('field')
    .orderBy('value')
    .limit(100)
    .execute()
}
