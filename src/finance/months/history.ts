import type { Reader } from '../../platform/database/connection.ts'
import type { Month } from '../../platform/day.ts'

/** Each close of a month, oldest first, and when, by whom and why it was reopened. */
export function closingsOf(reader: Reader, month: Month) {
  return reader
    .selectFrom('month_close as closed')
    .leftJoin('month_reopening as reopened', (join) =>
      join
        .onRef('reopened.month', '=', 'closed.month')
        .onRef('reopened.version', '=', 'closed.version'),
    )
    .where('closed.month', '=', month)
    .select(['closed.version', 'closed.closed_at', 'closed.closed_by', 'closed.hash'])
    .select(['reopened.reopened_at', 'reopened.reopened_by', 'reopened.reason'])
    .orderBy('closed.version')
    .execute()
}
