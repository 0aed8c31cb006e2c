import type { Reader } from '../platform/database/connection.ts'
import type { Month } from '../platform/day.ts'

/** The closed ones among the months; a month is open unless a row says that it was closed. */
export async function closedMonths(
  reader: Reader,
  { from, to }: Readonly<{ from: Month; to: Month }>,
) {
  return reader
    .selectFrom('month')
    .where('state', '=', 'closed')
    .where('month', '>=', from)
    .where('month', '<=', to)
    .select(['month', 'closed_by', 'closed_at', 'hash'])
    .orderBy('month')
    .execute()
}

export async function isClosed(reader: Reader, month: Month): Promise<boolean> {
  return (await closedMonths(reader, { from: month, to: month })).length > 0
}
