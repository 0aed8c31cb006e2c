import type { Reader } from '../platform/database/connection.ts'
import { inSnapshot } from '../platform/database/snapshot.ts'
import { earnedBesides, earningOn } from './deferred/earned.ts'
import type { Earning } from './deferred/earning.ts'
import type { FigureName } from './figures.ts'
import type { ReportDeps } from './query.ts'
import { type SumsQuery, sumsBy } from './sums.ts'

type Query<Name extends FigureName> = Omit<SumsQuery<Name>, 'besides'>

/**
 * The sums of entries and of whatever else counts on the query's basis (on `recognised` what was
 * deferred and is earned), by the range's place.
 */
export async function sumsOnBasis<Name extends FigureName>(
  reader: Reader,
  query: Query<Name>,
  { config }: Pick<ReportDeps, 'config'>,
) {
  const earning = await earningOn(reader, query.basis, config)
  const rows = await sumsEarned(reader, query, earning)
  return Map.groupBy(rows, ({ range }) => range)
}

/** The same as rows, by an `earning` that is known; null where every payment counts on its own day. */
export function sumsEarned<Name extends FigureName>(
  reader: Reader,
  query: Query<Name>,
  earning: Earning | null,
) {
  const asked = { ...query, currency: query.valuation.currency }
  return inSnapshot(reader, async (snapshot) => {
    const besides = await earnedBesides(snapshot, asked, earning)
    return sumsBy(snapshot, { ...query, besides })
  })
}
