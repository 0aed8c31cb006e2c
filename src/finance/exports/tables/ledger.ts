import { entriesTable } from '../../entries/table.ts'
import type { BookTable } from './book-table.ts'

export const ledger: BookTable = {
  text: 'One row an entry of the ledger, by the day it counts on; the figure is net revenue.',
  table: (reader, filter, { config }) =>
    entriesTable(reader, {
      filter,
      figure: 'net_minor',
      basis: 'net',
      currency: config.reportingCurrency,
    }),
}
