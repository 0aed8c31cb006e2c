import * as z from 'zod'
import { parseAmount } from '../../platform/money/amount.ts'
import { type Currency, stepOf } from '../../platform/money/currency.ts'
import type { Money } from '../../platform/money/money.ts'
import { withFeesCovered } from '../support/fees.ts'
import {
  type Frequency,
  frequencies,
  isAllowed,
  offeredCurrency,
  offerOf,
} from '../support/offers.ts'
import { perTexts, type Texts } from '../texts/texts.ts'

/** What a reader asked for, checked. `amount` is charged; of it `base` is the gift itself. */
export type Order = Readonly<{
  frequency: Frequency
  amount: Money
  base: Money
  campaign: string | null
  article: string | null
  tier: string | null
  email: string | null
  returnTo: string | null
  /** What the reader's amount was sent as: where an error about it belongs. */
  amountField: AmountField
}>

const amountFields = ['amount', 'amount_other', 'amount_minor'] as const
export type AmountField = (typeof amountFields)[number]

export const longestLabel = 200

/**
 * A posted order, as a form or as JSON; whatever is wrong carries the name of the field sent, and is
 * told in the reader's words.
 */
export const orderSchema = perTexts((texts) =>
  z
    .record(z.string(), z.unknown(), texts.words('checkout.fields'))
    .transform((sent) => ({ ...present(sent), amount_field: amountFieldOf(sent) }))
    .pipe(fieldsIn(texts))
    .transform((sent, context) => orderOf(sent, context, texts)),
)

/** Labels of ours that travel in Stripe's metadata: short, one line, whole characters. */
export const label = perTexts(({ words }) =>
  z
    .string(words('checkout.text'))
    .trim()
    .max(longestLabel, words('checkout.long', { most: longestLabel }))
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), words('checkout.characters')),
)

function fieldsIn(texts: Texts) {
  const { words } = texts
  const flag = z.union([z.boolean(), z.stringbool()], words('checkout.flag'))
  const amountText = z.string(words('checkout.amount_text')).optional()
  const labelled = label(texts).nullable().default(null)
  return z.object({
    frequency: z.enum(frequencies, words('checkout.frequency')),
    currency: currencyIn(texts),
    amount: amountText,
    amount_other: amountText,
    amount_minor: minorIn(texts),
    amount_field: z.enum(amountFields),
    cover_fees: flag.default(false),
    campaign: labelled,
    article: labelled,
    tier: labelled,
    email: emailIn(texts).nullable().default(null),
    return_to: z.string().optional().catch(undefined),
  })
}
type Fields = z.output<ReturnType<typeof fieldsIn>>

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

function currencyIn({ words }: Texts) {
  const wrong = words('checkout.currency')
  return z.string(wrong).transform((code, context): Currency => {
    const offered = offeredCurrency(code)
    if (offered !== null) return offered
    context.addIssue(wrong)
    return z.NEVER
  })
}

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

function orderOf(sent: Fields, context: z.RefinementCtx, texts: Texts): Order {
  const base = baseOf(sent, texts)
  if (base.kind === 'refused') {
    const { message } = base
    for (const field of base.fields) context.addIssue({ code: 'custom', path: [field], message })
    return z.NEVER
  }
  const { frequency, campaign, article, tier, email, return_to, amount_field } = sent
  const amount = sent.cover_fees ? withFeesCovered(base.money) : base.money
  const money = { amount, base: base.money, amountField: amount_field }
  return { frequency, campaign, article, tier, email, returnTo: return_to ?? null, ...money }
}

type Base =
  | Readonly<{ kind: 'base'; money: Money }>
  | Readonly<{ kind: 'refused'; fields: readonly AmountField[]; message: string }>

/** The amount by whichever field it came in; two that differ are refused, whichever is meant. */
function baseOf(sent: Fields, texts: Texts): Base {
  const { words } = texts
  const field = sent.amount_field
  const chosen = sent.amount === 'other' ? undefined : sent.amount
  const text = field === 'amount_other' ? sent.amount_other : chosen
  const minor = sent.amount_minor
  if (text === undefined && minor !== undefined)
    return withinOffer(minor, sent, 'amount_minor', texts)
  const written = parseAmount(text ?? '', sent.currency)
  if (written.kind === 'refused') {
    const message = words(written.why.key, written.why.values)
    return { kind: 'refused', fields: [field], message }
  }
  if (minor !== undefined && minor !== written.minor) {
    return { kind: 'refused', fields: [field, 'amount_minor'], message: words('checkout.differ') }
  }
  return withinOffer(written.minor, sent, field, texts)
}

function withinOffer(
  minor: bigint,
  { currency, frequency }: Fields,
  field: AmountField,
  { words, money }: Texts,
): Base {
  const given = { minor, currency }
  const refused = (message: string) => ({ kind: 'refused', fields: [field], message }) as const
  if (minor % stepOf(currency) !== 0n) return refused(words('amount.step', { currency }))
  const offer = offerOf(currency, frequency)
  if (isAllowed(given, offer)) return { kind: 'base', money: given }
  return refused(words('checkout.range', { least: money(offer.least), most: money(offer.most) }))
}
