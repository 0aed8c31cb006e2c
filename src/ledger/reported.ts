import type { Reader } from '../platform/database/connection.ts'
import type { Day } from '../platform/day.ts'

/**
 * The figures that finance has given for days of [from, to) and that still stand, 0 included; what
 * was reversed gives none.
 */
export function reportedIncome(reader: Reader, { from, to }: Readonly<{ from: Day; to: Day }>) {
  return reader
    .selectFrom('income')
    .innerJoin('entry', 'entry.id', 'income.entry_id')
    .leftJoin('income_reversal', 'income_reversal.entry_id', 'income.entry_id')
    .where('entry.day', '>=', from)
    .where('entry.day', '<', to)
    .where('income.reverses', 'is', null)
    .where('income_reversal.entry_id', 'is', null)
    .select(['entry.day', 'income.class', 'income.estimated'])
    .distinct()
    .execute()
}
