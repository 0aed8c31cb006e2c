import { minorJson } from '../../../platform/money/money.ts'
import type { Column } from '../../exports/table.ts'
import type { JournalLine } from '../line.ts'

const currencyOf = ({ currency }: JournalLine) => currency

/** Every fact of a line, for whatever reads CSV. */
export const genericColumns: readonly Column<JournalLine>[] = [
  text('entry', 'The row of the ledger, or the day', ({ entry }) => entry),
  { name: 'day', kind: 'day', meaning: 'The day it counts on', of: ({ day }) => day },
  text('account', 'What is posted to, in Mainstay’s words', ({ key }) => key),
  text('number', 'The account’s number in your chart', ({ account }) => account.number),
  text('name', 'The account’s name in your chart', ({ account }) => account.name),
  text('text', 'What happened', (line) => line.text),
  text('currency', 'The currency of the amounts', currencyOf),
  {
    ...{ name: 'debit_minor', kind: 'minor', meaning: 'The debit, empty in a credit line' },
    of: ({ minor }) => (minor > 0n ? minorJson(minor) : null),
    currencyOf,
  },
  {
    ...{ name: 'credit_minor', kind: 'minor', meaning: 'The credit, empty in a debit line' },
    of: ({ minor }) => (minor < 0n ? minorJson(-minor) : null),
    currencyOf,
  },
]

/** A column of text. */
export function text(
  name: string,
  meaning: string,
  of: (line: JournalLine) => string,
): Column<JournalLine> {
  return { name, kind: 'text', meaning, of }
}
