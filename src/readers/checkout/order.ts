import * as z from 'zod'
import type { NewGift } from '../../members/gifts/gift.ts'
import { levelOf } from '../../members/offers/levels.ts'
import type { Frequency, Offers } from '../../members/offers/offers.ts'
import type { OrderWords } from '../../members/order-words.ts'
import { taxNumberOf } from '../../members/tax-number.ts'
import { oncePer } from '../../platform/gathered.ts'
import type { Language } from '../../platform/ui/texts/language.ts'
import { perTexts, type Texts } from '../texts/texts.ts'
import { type Refused, type Sums, sumsOf } from './amounts.ts'
import { type AmountField, type Fields, fieldsIn } from './fields.ts'

/** What a reader asked for, checked: what is charged, what it is for, and what they said with it. */
export type Order = Sums &
  Readonly<{
    frequency: Frequency
    campaign: string | null
    article: string | null
    tier: string | null
    /** The wording of the banner that led here, where there was a choice of them. */
    variant: string | null
    email: string | null
    /** The address and a yes to one mail there, if the payment is not finished. */
    remind: string | null
    returnTo: string | null
    said: OrderWords
    /** For whom it is, where it pays a membership of somebody else. */
    gift: NewGift | null
    language: Language
    /** What the reader's amount was sent as: where an error about it belongs. */
    amountField: AmountField
  }>

/**
 * A posted order, as a form or as JSON, held to what is offered; whatever is wrong carries the name of
 * the field sent, and is told in the reader's words.
 */
export const orderSchema = oncePer((offers: Offers) =>
  perTexts((texts) =>
    z
      .record(z.string(), z.unknown(), texts.words('checkout.fields'))
      .transform((sent) => ({ ...present(sent), amount_field: amountFieldOf(sent) }))
      .pipe(fieldsIn(offers, texts))
      .transform((sent, context) => orderOf(sent, context, { offers, texts })),
  ),
)

/** How fields become an order, by what is offered and in whose words. */
export type OrderSchema = (offers: Offers) => (texts: Texts) => z.ZodType<Order>

/** An empty field of a form and a null say the same: nothing was sent. */
function present(sent: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(sent).filter(([, value]) => value !== '' && value !== null),
  )
}

/** Which field the amount came in: the text field counts when `other` or nothing is chosen. */
function amountFieldOf(sent: Readonly<Record<string, unknown>>): AmountField {
  const { amount = 'other' } = present(sent)
  if (amount !== 'other') return 'amount'
  if (sent.amount_other !== undefined) return 'amount_other'
  return sent.amount_minor === undefined ? 'amount' : 'amount_minor'
}

type Told = Readonly<{ offers: Offers; texts: Texts }>

function orderOf(sent: Fields, context: z.RefinementCtx, told: Told): Order {
  const [sums, said] = [sumsOf(sent, told), saidIn(sent, told.texts)]
  if (sums.kind === 'refused' || said.kind === 'refused') return refuse(context, [sums, said])
  const { amount, base, extra } = sums
  const { frequency, campaign, article, variant, email } = sent
  return {
    ...{ amount, base, extra, frequency, campaign, article, variant, email, said: said.words },
    tier: tierOf(sent, sums, told.offers),
    returnTo: sent.return_to ?? null,
    gift: null,
    remind: sent.remind ? email : null,
    language: told.texts.language,
    amountField: sent.amount_field,
  }
}

/** Everything that is wrong is told at once. */
function refuse(
  context: z.RefinementCtx,
  parts: readonly (Refused | Readonly<{ kind: 'sums' | 'said' }>)[],
): never {
  for (const part of parts) {
    if (part.kind !== 'refused') continue
    const { fields, message } = part
    for (const field of fields) context.addIssue({ code: 'custom', path: [field], message })
  }
  return z.NEVER
}

/**
 * The level follows from what is paid each time, whatever is asked for: a level of ours that the sum
 * does not reach is not kept. Other words are a label of the newsroom's links.
 */
function tierOf(sent: Fields, { base, extra }: Sums, offers: Offers): string | null {
  const { frequency, currency, tier } = sent
  const amount = { minor: base.minor + extra.minor, currency }
  const reached = levelOf(offers, { frequency, amount })?.key
  const isOurs = frequency !== 'once' && offers.tiers.some(({ key }) => key === tier)
  return reached ?? (isOurs ? null : tier)
}

function saidIn(
  sent: Fields,
  { words }: Texts,
): Readonly<{ kind: 'said'; words: OrderWords }> | Refused {
  if (sent.remind && sent.email === null) {
    return { kind: 'refused', fields: ['email'], message: words('newsletters.bad_email') }
  }
  const { dedication_kind: kind, dedication: text, reason, company, tax_number: number } = sent
  const tax = number === null ? null : taxNumberOf(number)
  if (number !== null && tax === null) {
    return { kind: 'refused', fields: ['tax_number'], message: words('checkout.tax_number') }
  }
  if (company === null && tax !== null) {
    return { kind: 'refused', fields: ['company'], message: words('checkout.company') }
  }
  const said = {
    dedication: text === null ? null : { kind, text },
    ...{ reason, shownAs: sent.shown_as, publicName: sent.public_name },
    company: company === null ? null : { name: company, tax },
  }
  return { kind: 'said', words: said }
}
