import { withFeesCovered } from '../../members/offers/card-fees.ts'
import { isAllowed, type Offer, type Offers, offerOf } from '../../members/offers/offers.ts'
import { parseAmount } from '../../platform/money/amount.ts'
import { stepOf } from '../../platform/money/currency.ts'
import type { Money } from '../../platform/money/money.ts'
import type { Texts } from '../texts/texts.ts'
import type { Fields } from './fields.ts'

/**
 * What is charged, and what it is made of: `base` is the gift or the dues, `extra` what the reader
 * adds of their own accord, and the rest covers the card's fee.
 */
export type Sums = Readonly<{ amount: Money; base: Money; extra: Money }>

export type Refused = Readonly<{ kind: 'refused'; fields: readonly string[]; message: string }>
type Told = Readonly<{ offers: Offers; texts: Texts }>

/** The sums of an order, held to what is offered; refused by the field that says a wrong one. */
export function sumsOf(
  sent: Fields,
  { offers, texts }: Told,
): Readonly<{ kind: 'sums' } & Sums> | Refused {
  const offer = offerOf(offers, sent.currency, sent.frequency)
  const base = written(baseAsSent(sent), sent, texts)
  if (base.kind === 'refused') return base
  if (!isAllowed(base.money, offer)) return outside(offer, base.field, texts)
  const extra = extraOf(sent, texts)
  if (extra.kind === 'refused') return extra
  const { currency } = sent
  const given = { minor: base.money.minor + extra.money.minor, currency }
  if (!isAllowed(given, offer)) return outside(offer, extra.field, texts)
  const amount = sent.cover_fees ? withFeesCovered(offers, given) : given
  return { kind: 'sums', amount, base: base.money, extra: extra.money }
}

/** One amount that came as text, in minor units, or both; `fields` are their names. */
type AsSent = Readonly<{
  text: string | undefined
  minor: bigint | undefined
  fields: readonly [text: string, minor: string]
}>
type Written = Readonly<{ kind: 'money'; money: Money; field: string }> | Refused

/** The amount by whichever field it came in. */
function baseAsSent(sent: Fields): AsSent {
  const { amount_field: field, amount_minor: minor } = sent
  const chosen = sent.amount === 'other' ? undefined : sent.amount
  const text = field === 'amount_other' ? sent.amount_other : chosen
  const isText = text !== undefined || minor === undefined
  return { text: isText ? (text ?? '') : undefined, minor, fields: [field, 'amount_minor'] }
}

/** Nothing said is no extra. */
function extraOf(sent: Fields, texts: Texts): Written {
  const { extra: text, extra_minor: minor, currency } = sent
  if (text === undefined && minor === undefined)
    return { kind: 'money', money: { minor: 0n, currency }, field: 'extra' }
  return written({ text, minor, fields: ['extra', 'extra_minor'] }, sent, texts)
}

/** Two that differ are refused, whichever is meant. */
function written({ text, minor, fields }: AsSent, { currency }: Fields, { words }: Texts): Written {
  const refused = (message: string, at: readonly string[]) =>
    ({ kind: 'refused', fields: at, message }) as const
  const [textField, minorField] = fields
  const parsed = text === undefined ? null : parseAmount(text, currency)
  if (parsed?.kind === 'refused') {
    return refused(words(parsed.why.key, parsed.why.values), [textField])
  }
  if (parsed !== null && minor !== undefined && minor !== parsed.minor) {
    return refused(words('checkout.differ'), fields)
  }
  const field = parsed === null ? minorField : textField
  const money = { minor: parsed?.minor ?? minor ?? 0n, currency }
  if (money.minor % stepOf(currency) !== 0n) {
    return refused(words('amount.step', { currency }), [field])
  }
  return { kind: 'money', money, field }
}

function outside({ least, most }: Offer, field: string, { words, money }: Texts): Refused {
  const message = words('checkout.range', { least: money(least), most: money(most) })
  return { kind: 'refused', fields: [field], message }
}
