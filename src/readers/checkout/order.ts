import * as z from 'zod'
import { parseAmount } from '../../platform/money/amount.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { formatMoney } from '../../platform/money/format.ts'
import type { Money } from '../../platform/money/money.ts'
import { withFeesCovered } from '../support/fees.ts'
import {
  type Frequency,
  frequencies,
  isAllowed,
  offeredCurrency,
  offerOf,
} from '../support/offers.ts'

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

export type AmountField = 'amount' | 'amount_other' | 'amount_minor'

/** Labels of ours that travel in Stripe's metadata: short, one line, whole characters. */
export const label = z
  .string('Write it as text.')
  .trim()
  .max(200, 'At most 200 characters.')
  .refine(
    (text) => text.isWellFormed() && !/\p{Cc}/u.test(text),
    'Holds characters that cannot be kept.',
  )

const flag = z
  .union([z.boolean(), z.string()], 'Say yes or no.')
  .transform((value) => value === true || ['on', 'true', '1', 'yes'].includes(String(value)))
const amountText = z.string('Write the amount as text, like "12.50".').optional()
const amountMinor = z
  .union(
    [
      z.int().nonnegative().transform(BigInt),
      z
        .string()
        .regex(/^[0-9]{1,15}$/)
        .transform(BigInt),
    ],
    'Give a whole number of minor units, 1250 for 12.50.',
  )
  .optional()
const currency = z.string('Choose a currency.').transform((code, context): Currency => {
  const offered = offeredCurrency(code)
  if (offered !== null) return offered
  context.addIssue('Nothing can be given in this currency here.')
  return z.NEVER
})

const fields = z.object({
  frequency: z.enum(frequencies, 'Choose once, monthly or yearly.'),
  currency,
  amount: amountText,
  amount_other: amountText,
  amount_minor: amountMinor,
  cover_fees: flag.default(false),
  campaign: label.nullable().default(null),
  article: label.nullable().default(null),
  tier: label.nullable().default(null),
  email: z
    .email('Write an e-mail address, like name@example.org.')
    .max(254)
    .nullable()
    .default(null),
  return_to: z.string().optional().catch(undefined),
})
type Fields = z.output<typeof fields>

/** A posted order, as a form or as JSON; whatever is wrong carries the name of the field sent. */
export const orderSchema = z
  .record(z.string(), z.unknown(), 'Send the fields of an order.')
  .transform((sent, context) => {
    const parsed = fields.safeParse(present(sent))
    if (parsed.success) return orderOf(parsed.data, amountFieldOf(sent), context)
    for (const { path, message } of parsed.error.issues)
      context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })

/** An empty field of a form and a null say the same: nothing was sent. */
function present(sent: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(sent).filter(([, value]) => value !== '' && value !== null),
  )
}

function amountFieldOf(sent: Readonly<Record<string, unknown>>): AmountField {
  const chosen = sent.amount
  if (chosen !== undefined && chosen !== '' && chosen !== 'other') return 'amount'
  if (sent.amount_other !== undefined) return 'amount_other'
  return sent.amount_minor === undefined ? 'amount' : 'amount_minor'
}

function orderOf(sent: Fields, amountField: AmountField, context: z.RefinementCtx): Order {
  const base = baseOf(sent, amountField)
  if (base.kind === 'refused') {
    for (const field of base.fields)
      context.addIssue({ code: 'custom', path: [field], message: base.message })
    return z.NEVER
  }
  const { frequency, campaign, article, tier, email } = sent
  return {
    ...{ frequency, campaign, article, tier, email, amountField },
    base: base.money,
    amount: sent.cover_fees ? withFeesCovered(base.money) : base.money,
    returnTo: sent.return_to ?? null,
  }
}

type Base =
  | Readonly<{ kind: 'base'; money: Money }>
  | Readonly<{ kind: 'refused'; fields: readonly AmountField[]; message: string }>

/** The amount by whichever field it came in; two that differ are refused, whichever is meant. */
function baseOf(sent: Fields, field: AmountField): Base {
  const text = field === 'amount_other' ? sent.amount_other : sent.amount
  const minor = sent.amount_minor
  if (text === undefined && minor !== undefined) return withinOffer(minor, sent, 'amount_minor')
  const written = parseAmount(text ?? '', sent.currency)
  if (written.kind === 'refused') return { ...written, fields: [field] }
  if (minor !== undefined && minor !== written.minor) {
    return { kind: 'refused', fields: [field, 'amount_minor'], message: 'The two amounts differ.' }
  }
  return withinOffer(written.minor, sent, field)
}

function withinOffer(minor: bigint, { currency, frequency }: Fields, field: AmountField): Base {
  const money = { minor, currency }
  const offer = offerOf(currency, frequency)
  if (isAllowed(money, offer)) return { kind: 'base', money }
  const [least, most] = [offer.least, offer.most].map((limit) => formatMoney(limit, 'en'))
  return { kind: 'refused', fields: [field], message: `Choose an amount from ${least} to ${most}.` }
}
