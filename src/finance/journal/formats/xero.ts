import type { Day } from '../../../platform/day.ts'
import type { Column } from '../../exports/table.ts'
import { decimalsIn, type JournalLine } from '../line.ts'
import { text } from './generic.ts'

/**
 * Xero’s template for manual journals: lines of one narration and date are one journal, the date is
 * dd/mm/yyyy, the account a code, an amount above zero a debit; a file has 300 lines at most
 * (help.xero.com, «Enter multiple manual journals using an import template», read 2026-11-24).
 * `taxRate` is the name of the rate in that Xero that means none.
 */
export function xeroColumns(taxRate: string): readonly Column<JournalLine>[] {
  return [
    text('*Narration', 'What makes the lines of one journal', narration),
    text('*Date', 'dd/mm/yyyy', ({ day }) => slashed(day)),
    text('Description', 'What is posted to', ({ account }) => account.name),
    text('*AccountCode', 'The account’s code in Xero', ({ account }) => account.number),
    text('*TaxRate', 'Tax has an account of its own: the rate that means none', () => taxRate),
    { name: '*Amount', kind: 'decimal', meaning: 'A debit is above zero', of: decimalsIn },
  ]
}

/** The narration tells apart what happened on one day. */
function narration({ entry, day, text }: JournalLine): string {
  return entry === day ? text : `${text} (${entry})`
}

function slashed(day: Day): string {
  return day.split('-').reverse().join('/')
}
