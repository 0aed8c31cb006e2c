import * as z from 'zod'
import { line } from '../../ledger/income/new-income.ts'
import { languages } from '../../platform/ui/texts/language.ts'
import { currencyCode } from '../query.ts'

const wholeMinor = 'This is a whole number of minor units: 12500 for 125.00.'

/** An amount as it is declared; minor units, in JSON a number or, past its reach, text of digits. */
export const minor = z
  .union([z.int(), z.string().regex(/^-?\d{1,15}$/)], { error: wholeMinor })
  .transform(BigInt)

/** An amount that is never below nothing. */
export const minorOrNothing = minor.refine((amount) => amount >= 0n, `${wholeMinor} 0 or more.`)

/** The currency of a declaration's amounts; the books' own where none is sent. */
export const ofCurrency = currencyCode.optional()

/** What a campaign or a product is called, here and at Stripe. */
export const settingKey = line

/** What readers are told, in every language they are spoken to. */
export const phrase = (longest: number) =>
  z.record(z.enum(languages), z.string().trim().min(1, 'Say it in every language.').max(longest))
