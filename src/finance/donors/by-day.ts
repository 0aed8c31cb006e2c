import { sql } from 'kysely'
import { entriesBehind } from '../../ledger/entries.ts'
import type { Reader } from '../../platform/database/connection.ts'
import { inSnapshot } from '../../platform/database/snapshot.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type Range, spanOf } from '../period.ts'
import { factsInPages } from '../persons/facts.ts'
import { added, type LineSum } from '../persons/line.ts'
import { donorsOfDays } from './lines.ts'
import type { Span } from './span.ts'

/** The sums of lines by day for ranges inside these spans, from those alone who gave there. */
export function sumsOfDays(
  reader: Reader,
  spans: readonly Span[],
  currency: Currency,
): Promise<LineSum[]> {
  const { linesOf } = donorsOfDays(spans)
  return inSnapshot(reader, async (snapshot) => {
    const givers = await giversIn(snapshot, spanOf(spans))
    let sums: LineSum[] = []
    for await (const facts of factsInPages(snapshot, givers, currency)) {
      sums = added([...sums, ...facts.flatMap(linesOf)])
    }
    return sums
  })
}

/** Whoever may have a gift in a range: who has none there is in none of its figures. */
async function giversIn(reader: Reader, range: Range): Promise<string[]> {
  const rows = await entriesBehind(reader, range)
    .where(
      sql<boolean>`((entry.kind = 'payment' and label.class = 'gift')
        or (entry.kind = 'income' and label.class = 'reader'))`,
    )
    .where('label.member_id', 'is not', null)
    .select(sql<string>`label.member_id`.as('member_id'))
    .distinct()
    .execute()
  return rows.map(({ member_id }) => member_id)
}
