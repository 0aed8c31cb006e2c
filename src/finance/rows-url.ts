import { searchText } from '../platform/http/search-text.ts'
import type { Range } from './period.ts'
import type { ReportQuery } from './query.ts'

/** What the rows behind a figure are asked for beside the figure and its days. */
type Asked = Pick<ReportQuery, 'basis' | 'currency' | 'interval'>

/**
 * The addresses of the rows behind a report's figures that are no rows of the ledger (persons,
 * invoices): what they come to equals the figure. `more` is what that report’s rows ask besides.
 */
export function rowsUrls(
  report: string,
  figures: readonly string[],
  { from, to }: Range,
  { interval, basis, currency }: Asked,
  more: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const url = (figure: string) =>
    `/api/reports/${report}/rows?${searchText({ figure, from, to, interval, basis, currency, ...more })}`
  return Object.fromEntries(figures.map((figure) => [figure, url(figure)]))
}
