import * as z from 'zod'
import type { Config } from '../../config.ts'
import { incomeClasses, stripeClasses } from '../../ledger/classes.ts'
import { none } from '../../ledger/entries.ts'
import { dayText } from '../../platform/day.ts'
import { pageFields } from '../../platform/http/cursor.ts'
import { fileForm } from '../exports/twin.ts'
import { bases, figureNames } from '../figures.ts'
import { currencyCode, inOrder, reversed } from '../query.ts'
import type { RowsQuery } from './behind.ts'

const kinds = [
  ...(['payment', 'refund', 'refund_failure', 'dispute', 'dispute_reversal'] as const),
  ...(['payment_failure', 'fee', 'payout', 'payout_reversal', 'adjustment'] as const),
  ...(['income', 'unclassified'] as const),
] as const

/** A name to look for; a zero character is in none, and the database would refuse it. */
const name = z
  .string()
  .min(1)
  .max(500)
  .refine((text) => !text.includes('\0'), 'A zero character is in no name.')

const flag = z
  .literal('true')
  .transform(() => true as const)
  .optional()

/** Which rows, and the figure that each is shown to contribute to. */
const entriesFields = z.strictObject({
  from: dayText.optional(),
  to: dayText.optional(),
  kind: z.enum(kinds).optional(),
  class: z.enum([...stripeClasses, ...incomeClasses, none]).optional(),
  currency: currencyCode.optional(),
  source: z.enum(['all', 'stripe', 'manual', 'import']).default('all'),
  member_id: name.optional(),
  campaign: name.optional(),
  article: name.optional(),
  country: name.optional(),
  payout: name.optional(),
  unclassified: flag,
  late: flag,
  balance: z.literal('payments').optional(),
  basis: z.enum(bases).default('net'),
  figure: z.enum(figureNames).default('net_minor'),
  figure_currency: currencyCode.optional(),
})

/** The rows asked for, without how they are handed out; the figure in the books' currency by default. */
export function rowsQuery(
  { source, figure, basis, figure_currency, ...named }: z.output<typeof entriesFields>,
  { reportingCurrency }: Pick<Config, 'reportingCurrency'>,
): RowsQuery {
  const filter = source === 'all' ? named : { ...named, source }
  return { filter, figure, basis, currency: figure_currency ?? reportingCurrency }
}

/**
 * What `/api/ledger/entries` is asked for. `(none)` means the rows without a class, campaign, article
 * or country. `unclassified=true` leaves what keeps its month open, `late=true` what came after its month
 * was closed, `balance=payments` what moved Stripe's balance. `figure_currency` shows the figure of a
 * report that was converted into it.
 */
export const entriesQuery = entriesFields.extend(pageFields).refine(inOrder, reversed)

/** The same for a file, which holds them all. */
export const entriesFileQuery = entriesFields.extend(fileForm).refine(inOrder, reversed)
