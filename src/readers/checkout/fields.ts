import * as z from 'zod'
import { frequencies, type Offers, offeredCurrency } from '../../members/offers/offers.ts'
import { dedicationKinds, waysToBeShown } from '../../members/order-words.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { perTexts, type Texts } from '../texts/texts.ts'

export const amountFields = ['amount', 'amount_other', 'amount_minor'] as const
export type AmountField = (typeof amountFields)[number]

export const longestLabel = 200
export const longest = { dedication: 200, reason: 500, public_name: 80, company: 120 } as const

/** The fields of an order, one by one; what is wrong is told in the reader's words. */
export function fieldsIn(offers: Offers, texts: Texts) {
  const { words } = texts
  const flag = z.union([z.boolean(), z.stringbool()], words('checkout.flag'))
  const amountText = z.string(words('checkout.amount_text')).optional()
  const labelled = label(texts).nullable().default(null)
  const said = (name: keyof typeof longest) => line(longest[name], texts).nullable().default(null)
  return z.object({
    frequency: z.enum(frequencies, words('checkout.frequency')),
    currency: currencyIn(offers, texts),
    ...{ amount: amountText, amount_other: amountText, amount_minor: minorIn(texts) },
    amount_field: z.enum(amountFields),
    cover_fees: flag.default(false),
    remind: flag.default(false),
    ...{ extra: amountText, extra_minor: minorIn(texts) },
    ...{ campaign: labelled, article: labelled, tier: labelled, variant: labelled },
    email: emailIn(texts).nullable().default(null),
    dedication_kind: z.enum(dedicationKinds, words('checkout.choice')).default('honour'),
    ...{ dedication: said('dedication'), reason: said('reason') },
    shown_as: z.enum(waysToBeShown, words('checkout.choice')).default('anonymous'),
    ...{ public_name: said('public_name'), company: said('company') },
    tax_number: line(40, texts).nullable().default(null),
    return_to: z.string().optional().catch(undefined),
  })
}
export type Fields = z.output<ReturnType<typeof fieldsIn>>

/** Labels of ours that travel in Stripe's metadata: short, one line, whole characters. */
export const label = perTexts(({ words }) =>
  z
    .string(words('checkout.text'))
    .trim()
    .max(longestLabel, words('checkout.long', { most: longestLabel }))
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), words('checkout.characters')),
)

/** What a person says, as one line: their new lines become spaces. */
function line(most: number, { words }: Texts) {
  return z
    .string(words('checkout.text'))
    .transform((text) => text.replaceAll(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .max(most, words('checkout.long', { most }))
        .refine(
          (text) => text.isWellFormed() && !/[\p{Cc}\p{Bidi_Control}]/u.test(text),
          words('checkout.characters'),
        ),
    )
    .transform((text) => (text === '' ? null : text))
}

function minorIn({ words }: Texts) {
  const digits = z.string().regex(/^[0-9]{1,15}$/)
  return z
    .union([z.int().nonnegative(), digits], words('checkout.minor'))
    .transform(BigInt)
    .optional()
}

function emailIn({ words }: Texts) {
  const wrong = words('checkout.email')
  return z.string().trim().max(254, wrong).pipe(z.email(wrong))
}

function currencyIn(offers: Offers, { words }: Texts) {
  const wrong = words('checkout.currency')
  return z.string(wrong).transform((code, context): Currency => {
    const offered = offeredCurrency(offers, code)
    if (offered !== null) return offered
    context.addIssue(wrong)
    return z.NEVER
  })
}
