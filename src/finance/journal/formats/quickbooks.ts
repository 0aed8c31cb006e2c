import type { Column } from '../../exports/table.ts'
import { decimalsIn, type JournalLine } from '../line.ts'
import { text } from './generic.ts'

/**
 * QuickBooks Online’s import of journal entries: lines of one number are one entry, an account is
 * named in full (`Parent:Sub account`), account numbers are switched off there meanwhile
 * (quickbooks.intuit.com, «Import journal entries», read 2026-11-24). The date is MM/DD/YYYY. A number
 * has 21 characters at most, so it is made of the day and the entry’s place in it.
 */
export const quickbooksColumns: readonly Column<JournalLine>[] = [
  text('Journal No', 'What makes the lines of one entry', journalNumber),
  text(
    'Journal Date',
    'MM/DD/YYYY',
    ({ day }) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`,
  ),
  text('Account Name', 'The account’s name in QuickBooks', ({ account }) => account.name),
  side('Debits', 'The debit, empty in a credit line', (minor) => minor),
  side('Credits', 'The credit, empty in a debit line', (minor) => -minor),
  text('Description', 'What happened', (line) => line.text),
]

function journalNumber({ day, place }: JournalLine): string {
  return `MS${day.replaceAll('-', '')}-${place}`
}

function side(
  name: string,
  meaning: string,
  onSide: (minor: bigint) => bigint,
): Column<JournalLine> {
  const of = ({ minor, currency }: JournalLine) =>
    onSide(minor) > 0n ? decimalsIn({ minor: onSide(minor), currency }) : null
  return { name, kind: 'decimal', meaning, of }
}
