import * as z from 'zod'
import { incomeClasses, stripeClasses } from '../../ledger/classes.ts'
import { none } from '../../ledger/entries.ts'
import { dayText } from '../../platform/day.ts'
import { bases, figureNames } from '../figures.ts'
import { currencyCode } from '../query.ts'

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

/**
 * What `/api/ledger/entries` is asked for. `(none)` means the rows without a class, campaign, article
 * or country. `unclassified=true` leaves what keeps its month open. `figure_currency` shows the figure of a report that was converted into it.
 */
export const entriesQuery = z
  .strictObject({
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
    unclassified: z
      .literal('true')
      .transform(() => true as const)
      .optional(),
    basis: z.enum(bases).default('net'),
    figure: z.enum(figureNames).default('net_minor'),
    figure_currency: currencyCode.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
    cursor: z.string().max(500).optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    path: ['to'],
    message: 'This day must be later than `from`.',
  })
