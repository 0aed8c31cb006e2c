import {
  isAllowed,
  type Offer,
  type Offers,
  offeredCurrency,
  offerOf,
} from '../../../members/offers/offers.ts'
import type { FieldError } from '../../../platform/http/problem.ts'
import { parseAmount } from '../../../platform/money/amount.ts'
import { type Currency, stepOf } from '../../../platform/money/currency.ts'
import type { Money } from '../../../platform/money/money.ts'
import type { Frequency } from '../../../stripe/acts/held.ts'
import type { Texts } from '../../texts/texts.ts'
import type { Fields } from './fields.ts'

/** What may be given in this rhythm; null in a currency that is no longer offered. */
export function offerFor(
  offers: Offers,
  { currency, frequency }: Readonly<{ currency: Currency; frequency: Frequency }>,
): Offer | null {
  return offeredCurrency(offers, currency) === null ? null : offerOf(offers, currency, frequency)
}

type Asked = Readonly<{ currency: Currency; offer: Offer | null; texts: Texts }>
export type ReadAmount =
  | Readonly<{ kind: 'amount'; amount: Money }>
  | Readonly<{ kind: 'wrong'; error: FieldError }>
  | Readonly<{ kind: 'none' }>

/**
 * An amount as it was sent: `amount` or `amount_other` as it is typed, `amount_minor` as digits. The
 * text field counts when `other` or nothing is chosen; two that differ are refused.
 */
export function amountIn(fields: Fields, asked: Asked): ReadAmount {
  const { currency, texts } = asked
  const field = fields.amount === undefined || fields.amount === 'other' ? 'amount_other' : 'amount'
  const text = field === 'amount' ? fields.amount : fields.amount_other
  const minor = fields.amount_minor
  if (minor !== undefined && !/^\d{1,15}$/.test(minor)) {
    return wrong('amount_minor', texts.words('acts.amount_minor'))
  }
  if (text === undefined) {
    if (minor !== undefined) return within(BigInt(minor), 'amount_minor', asked)
    return fields.amount === 'other' ? wrong(field, texts.words('amount.empty')) : { kind: 'none' }
  }
  const written = parseAmount(text, currency)
  if (written.kind === 'refused') {
    return wrong(field, texts.words(written.why.key, written.why.values))
  }
  if (minor !== undefined && BigInt(minor) !== written.minor) {
    return wrong('amount_minor', texts.words('acts.amount_differ'))
  }
  return within(written.minor, field, asked)
}

function within(minor: bigint, field: string, { currency, offer, texts }: Asked): ReadAmount {
  const { words, money } = texts
  const amount = { minor, currency }
  if (minor % stepOf(currency) !== 0n) return wrong(field, words('amount.step', { currency }))
  if (offer === null || isAllowed(amount, offer)) return { kind: 'amount', amount }
  const limits = { least: money(offer.least), most: money(offer.most) }
  return wrong(field, words('acts.amount_range', limits))
}

function wrong(field: string, message: string): ReadAmount {
  return { kind: 'wrong', error: { field, message } }
}

/**
 * The same gift in another rhythm: twelve months are a year. To the currency's step, and within what is
 * offered.
 */
export function equalAmount(
  { minor, currency }: Money,
  { from, to, offer }: Readonly<{ from: Frequency | 'other'; to: Frequency; offer: Offer | null }>,
): Money {
  const step = stepOf(currency)
  const exact =
    from === to || from === 'other' ? minor : to === 'yearly' ? minor * 12n : minor / 12n
  const stepped = ((exact + step / 2n) / step) * step
  if (offer === null) return { minor: stepped, currency }
  if (stepped < offer.least.minor) return offer.least
  return stepped > offer.most.minor ? offer.most : { minor: stepped, currency }
}
