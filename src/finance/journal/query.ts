import * as z from 'zod'
import { line } from '../../ledger/income/new-income.ts'
import { dayText } from '../../platform/day.ts'
import { fileForm } from '../exports/twin.ts'
import { inOrder, reversed } from '../query.ts'
import { details, journalBases } from './journal.ts'

const asked = {
  ...{ from: dayText, to: dayText, detail: z.enum(details).default('day') },
  basis: z.enum(journalBases).default('net'),
}

/** What `/api/journal` is asked for: a journal is of days that are said. */
export const journalQuery = z.strictObject(asked).refine(inOrder, reversed)

export const journalFormats = ['generic', 'xero', 'quickbooks', 'datev'] as const

/**
 * The same for a file. `tax_rate` is Xero's name of no tax; `consultant` and `client` are DATEV's
 * numbers, by default the smallest that it takes.
 */
export const journalFileQuery = z
  .strictObject({
    ...asked,
    ...fileForm,
    format: z.enum(journalFormats).default('generic'),
    tax_rate: line.default('Tax Exempt'),
    consultant: z.coerce.number().int().min(1001).max(9_999_999).default(1001),
    client: z.coerce.number().int().min(1).max(99_999).default(1),
  })
  .refine(inOrder, reversed)
export type JournalFileQuery = z.output<typeof journalFileQuery>
