import { sql } from 'kysely'
import type { Reader } from '../platform/database/connection.ts'
import type { Day, Month } from '../platform/day.ts'

/**
 * The cells (month × class) of [from, to) for which finance has given a figure, 0 included; what was
 * reversed gives none. `estimated` names the days on which an estimate stands.
 */
export function reportedCells(reader: Reader, { from, to }: Readonly<{ from: Day; to: Day }>) {
  return reader
    .selectFrom('income')
    .innerJoin('entry', 'entry.id', 'income.entry_id')
    .leftJoin('income_reversal', 'income_reversal.entry_id', 'income.entry_id')
    .where('entry.day', '>=', from)
    .where('entry.day', '<', to)
    .where('income.reverses', 'is', null)
    .where('income_reversal.entry_id', 'is', null)
    .select(({ fn }) => [
      sql<Month>`to_char(entry.day, 'YYYY-MM')`.as('month'),
      'income.class',
      fn
        .agg<Day[]>('array_agg', ['entry.day'])
        .filterWhere('income.estimated', '=', true)
        .as('estimated'),
    ])
    .groupBy(['month', 'income.class'])
    .execute()
}
