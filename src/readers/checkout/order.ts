import * as z from 'zod'
import { parseAmount } from '../../platform/money/amount.ts'
import { type Currency, stepOf } from '../../platform/money/currency.ts'
import { formatMoney } from '../../platform/money/format.ts'
import type { Money } from '../../platform/money/money.ts'
import { withFeesCovered } from '../support/fees.ts'
import {
  type Frequency,
  frequencies,
  isAllowed,
  type Offer,
  offeredCurrency,
  offerOf,
} from '../support/offers.ts'
import { locale, words } from '../words.ts'

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

/** Labels of ours that travel in Stripe's metadata: short, one line, whole characters. */
export const label = z
  .string(words('order.text'))
  .trim()
  .max(longestLabel, words('order.long'))
  .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text), words('order.characters'))

const flag = z.union([z.boolean(), z.stringbool()], words('order.flag'))
const amountText = z.string(words('order.amount_text')).optional()
const digits = z.string().regex(/^[0-9]{1,15}$/)
const amountMinor = z
  .union([z.int().nonnegative(), digits], words('order.minor'))
  .transform(BigInt)
  .optional()
const email = z
  .string()
  .trim()
  .max(254, words('order.email'))
  .pipe(z.email(words('order.email')))
const currency = z.string(words('order.currency')).transform((code, context): Currency => {
  const offered = offeredCurrency(code)
  if (offered !== null) return offered
  context.addIssue(words('order.currency'))
  return z.NEVER
})

const fields = z.object({
  frequency: z.enum(frequencies, words('order.frequency')),
  currency,
  amount: amountText,
  amount_other: amountText,
  amount_minor: amountMinor,
  amount_field: z.enum(amountFields),
  cover_fees: flag.default(false),
  campaign: label.nullable().default(null),
  article: label.nullable().default(null),
  tier: label.nullable().default(null),
  email: email.nullable().default(null),
  return_to: z.string().optional().catch(undefined),
})
type Fields = z.output<typeof fields>

/** A posted order, as a form or as JSON; whatever is wrong carries the name of the field sent. */
export const orderSchema = z
  .record(z.string(), z.unknown(), words('order.fields'))
  .transform((sent) => ({ ...present(sent), amount_field: amountFieldOf(sent) }))
  .pipe(fields)
  .transform(orderOf)

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

function orderOf(sent: Fields, context: z.RefinementCtx): Order {
  const base = baseOf(sent)
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
function baseOf(sent: Fields): Base {
  const field = sent.amount_field
  const chosen = sent.amount === 'other' ? undefined : sent.amount
  const text = field === 'amount_other' ? sent.amount_other : chosen
  const minor = sent.amount_minor
  if (text === undefined && minor !== undefined) return withinOffer(minor, sent, 'amount_minor')
  const written = parseAmount(text ?? '', sent.currency)
  if (written.kind === 'refused') return { ...written, fields: [field] }
  if (minor !== undefined && minor !== written.minor) {
    return { kind: 'refused', fields: [field, 'amount_minor'], message: words('order.differ') }
  }
  return withinOffer(written.minor, sent, field)
}

function withinOffer(minor: bigint, { currency, frequency }: Fields, field: AmountField): Base {
  const money = { minor, currency }
  const refused = (message: string) => ({ kind: 'refused', fields: [field], message }) as const
  if (minor % stepOf(currency) !== 0n) return refused(words('order.step', { currency }))
  const offer = offerOf(currency, frequency)
  if (isAllowed(money, offer)) return { kind: 'base', money }
  return refused(words('order.range', limitsShown(offer)))
}

function limitsShown({ least, most }: Offer) {
  return { least: formatMoney(least, locale), most: formatMoney(most, locale) }
}
