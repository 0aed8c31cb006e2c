import * as z from 'zod'
import { dayText } from '../../platform/day.ts'
import { currencyOf } from '../../platform/money/currency.ts'
import { channels, incomeClasses } from '../classes.ts'

const wholeMinor =
  'This is a whole number of minor units, 0 or more: 12500 for 125.00. Reverse an entry to take it back.'
const minor = z
  .union([z.int().nonnegative(wholeMinor), z.string().regex(/^\d{1,15}$/, wholeMinor)], {
    error: wholeMinor,
  })
  .transform(BigInt)

/** One line of text; the database refuses zero characters, and nobody means the others. */
export const line = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), 'This holds a control character.')

/** Income as finance enters it, by form, JSON or a line of CSV; amounts in minor units. */
export const newIncome = z
  .strictObject({
    date: dayText,
    class: z.enum(incomeClasses),
    amount_minor: minor,
    currency: z.string().transform((text, context) => {
      const currency = currencyOf(text)
      if (currency !== null) return currency
      context.addIssue('This is no currency code, like EUR.')
      return z.NEVER
    }),
    payer: line,
    document: line,
    estimated: z.boolean().default(false),
    channel: z.enum(channels).optional(),
    fee_minor: minor.optional(),
    member_id: line.optional(),
  })
  .superRefine((income, context) => {
    if (income.class !== 'reader') return refuseReaderFields(income, context)
    if (income.channel === undefined) missing(context, 'channel')
  })
export type NewIncome = z.output<typeof newIncome>

type ReaderFields = Readonly<{ channel?: unknown; fee_minor?: unknown; member_id?: unknown }>
const readerFields = ['channel', 'fee_minor', 'member_id'] as const

function refuseReaderFields(income: ReaderFields, context: z.RefinementCtx): void {
  for (const field of readerFields.filter((name) => income[name] !== undefined)) {
    const message = 'Only income of the class reader has this.'
    context.addIssue({ code: 'custom', path: [field], message })
  }
}

function missing(context: z.RefinementCtx, field: string): void {
  const message = `Say how the readers’ money came in: ${channels.join(', ')}.`
  context.addIssue({ code: 'custom', path: [field], message })
}
