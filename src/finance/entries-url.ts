import type { Config } from '../config.ts'
import type { EntryFilter } from '../ledger/entries.ts'
import { searchText } from '../platform/http/search-text.ts'
import type { FigureName } from './figures.ts'
import type { Range } from './period.ts'
import type { ReportQuery } from './query.ts'

/** What the rows behind a figure are asked for, beside the days. */
export type EntriesScope = Readonly<{
  query: Pick<ReportQuery, 'basis' | 'currency'>
  config: Pick<Config, 'reportingCurrency'>
}>

/**
 * The address of the rows behind a figure, whose sum equals it; without a range, of all days. A figure converted into another than
 * the books' currency says so by `figure_currency`, since `currency` filters there.
 */
export function entriesUrl(
  figure: FigureName,
  range: Range | null,
  { query, config }: EntriesScope,
  filter: Omit<EntryFilter, 'from' | 'to'> = {},
): string {
  const converted = query.currency !== config.reportingCurrency
  const search = searchText({
    ...{ from: range?.from, to: range?.to, figure, basis: query.basis },
    ...filter,
    figure_currency: converted ? query.currency : undefined,
  })
  return `/api/ledger/entries?${search}`
}
