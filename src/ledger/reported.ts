import type { Reader } from '../platform/database/connection.ts'
import type { Day } from '../platform/day.ts'

/**
 * The figures that finance has given for days of [from, to) and that still stand, 0 included; what
 * was reversed on its day gives none. One that was reversed after its month was closed stands there:
 * what takes it back is a row of the open month.
 */
export function reportedIncome(reader: Reader, { from, to }: Readonly<{ from: Day; to: Day }>) {
  return reader
    .selectFrom('income')
    .innerJoin('entry', 'entry.id', 'income.entry_id')
    .where('entry.day', '>=', from)
    .where('entry.day', '<', to)
    .where('income.reverses', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('income_reversal')
            .innerJoin('entry as undoing', 'undoing.id', 'income_reversal.reversal_id')
            .whereRef('income_reversal.entry_id', '=', 'income.entry_id')
            .whereRef('undoing.day', '=', 'entry.day')
            .select('undoing.id'),
        ),
      ),
    )
    .select(['entry.day', 'income.class', 'income.estimated'])
    .distinct()
    .execute()
}
