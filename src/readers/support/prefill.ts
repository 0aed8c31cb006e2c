import { parseAmount } from '../../platform/money/amount.ts'
import { type Currency, currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import { type Money, plainDecimals } from '../../platform/money/money.ts'
import { label, longestLabel } from '../checkout/order.ts'
import { returnAddress } from '../checkout/return-to.ts'
import type { Texts } from '../texts/texts.ts'
import {
  type Frequency,
  frequencies,
  isAllowed,
  type Offer,
  offeredCurrency,
  offerOf,
} from './offers.ts'

/** What the form shows when it opens: from the address, or what a reader had filled in. */
export type Prefill = Readonly<{
  frequency: Frequency
  currency: Currency
  /** A preset's text or `other`; null where nothing is chosen. */
  chosen: string
  other: string
  coverFees: boolean
  email: string
  campaign: string | null
  article: string | null
  tier: string | null
  returnTo: string | null
}>

export type Sent = Readonly<Record<string, unknown>>
type Site = Readonly<{
  baseUrl: string
  returnOrigins: readonly string[]
  reportingCurrency: Currency
  /** In whose way an amount is written into the field. */
  texts: Texts
}>

/** From the query of a link: what makes no sense there is left out without a word. */
export function prefillOf(query: Sent, site: Site): Prefill {
  const { frequency, currency, ...rest } = choicesOf(query, site)
  const amount = parseAmount(textOf(query.amount), currency)
  const offer = offerOf(currency, frequency)
  const wanted = amount.kind === 'amount' ? { minor: amount.minor, currency } : offer.suggested
  const money = isAllowed(wanted, offer) ? wanted : offer.suggested
  return { frequency, currency, ...rest, ...amountShown(money, site) }
}

/** From a form that has to be shown again: everything stays as it was typed, right or wrong. */
export function prefillAsSent(sent: Sent, site: Site): Prefill {
  const choices = choicesOf(sent, site)
  const amount = textOf(sent.amount)
  const typed = amount === '' || amount === 'other' ? textOf(sent.amount_other) : amount
  const isPreset = allPresets(choices.currency).some(({ text }) => text === amount)
  return { ...choices, chosen: isPreset ? amount : 'other', other: isPreset ? '' : typed }
}

export type Preset = Readonly<{ text: string; money: Money; frequencies: readonly Frequency[] }>

/** Every preset of a currency once, smallest first, with the rhythms that it is offered in. */
export function allPresets(currency: Currency): readonly Preset[] {
  const offers = frequencies.map((frequency) => offerOf(currency, frequency))
  const amounts = new Set(offers.flatMap(({ presets }) => presets.map(({ minor }) => minor)))
  return [...amounts]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((minor) => ({
      text: amountText({ minor, currency }),
      money: { minor, currency },
      frequencies: offers.filter((offer) => isPresetOf(offer, minor)).map((o) => o.frequency),
    }))
}

function isPresetOf({ presets }: Offer, minor: bigint): boolean {
  return presets.some((preset) => preset.minor === minor)
}

function amountShown(money: Money, { texts }: Site): Pick<Prefill, 'chosen' | 'other'> {
  const text = amountText(money)
  const isPreset = allPresets(money.currency).some((preset) => preset.text === text)
  return isPreset ? { chosen: text, other: '' } : { chosen: 'other', other: texts.typed(money) }
}

/** `10` rather than `10.00`: what a radio's value and an address carry. */
function amountText({ minor, currency }: Money): string {
  return plainDecimals(minor, decimalsOf(currency)).replace(/\.0+$/, '')
}

function choicesOf(sent: Sent, site: Site): Omit<Prefill, 'chosen' | 'other'> {
  return {
    frequency: frequencies.find((frequency) => frequency === sent.frequency) ?? 'monthly',
    currency: offeredCurrency(textOf(sent.currency)) ?? ownCurrency(site),
    coverFees: sent.cover_fees !== undefined,
    email: textOf(sent.email),
    campaign: labelOf(sent.campaign, site),
    article: labelOf(textOf(sent.article).slice(0, longestLabel), site),
    tier: labelOf(sent.tier, site),
    returnTo: returnAddress(textOf(sent.return_to), site),
  }
}

function ownCurrency({ reportingCurrency }: Site): Currency {
  const euro = currencyOf('EUR') ?? reportingCurrency
  return offeredCurrency(reportingCurrency) ?? euro
}

/** A label in a link that could not be kept later is dropped now, where nobody can mend it. */
function labelOf(value: unknown, { texts }: Site): string | null {
  const parsed = label(texts).safeParse(value)
  return parsed.success && parsed.data !== '' ? parsed.data : null
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
