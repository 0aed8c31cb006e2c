import { beginOf } from '../../members/offers/levels.ts'
import {
  type Frequency,
  frequencies,
  isAllowed,
  type Offer,
  type Offers,
  offeredCurrency,
  offerOf,
} from '../../members/offers/offers.ts'
import { parseAmount } from '../../platform/money/amount.ts'
import type { Currency } from '../../platform/money/currency.ts'
import { type Money, shortDecimals } from '../../platform/money/money.ts'
import { label, longestLabel } from '../checkout/fields.ts'
import { returnAddress } from '../checkout/return-to.ts'
import { type Sent, textIn } from '../checkout/sent.ts'
import type { Texts } from '../texts/texts.ts'
import { type Said, saidIn } from './said.ts'

/** What the form shows when it opens: from the address, or what a reader had filled in. */
export type Prefill = Readonly<{
  frequency: Frequency
  currency: Currency
  /** A preset's text or `other`. */
  chosen: string
  other: string
  coverFees: boolean
  /** To be written to once if the payment is not finished. */
  remind: boolean
  extra: string
  email: string
  said: Said
  campaign: string | null
  article: string | null
  tier: string | null
  variant: string | null
  returnTo: string | null
}>

type Site = Readonly<{
  baseUrl: string
  returnOrigins: readonly string[]
  reportingCurrency: Currency
  offers: Offers
  /** In whose way an amount is written into the field. */
  texts: Texts
}>

/** From the query of a link: what makes no sense there is left out without a word. */
export function prefillOf(query: Sent, site: Site): Prefill {
  const choices = choicesOf(query, site)
  const offer = offerOf(site.offers, choices.currency, choices.frequency)
  const wanted = amountIn(query, choices, site) ?? offer.suggested
  const money = isAllowed(wanted, offer) ? wanted : offer.suggested
  return { ...choices, ...amountShown(money, site) }
}

/** From a form that has to be shown again: everything stays as it was typed, right or wrong. */
export function prefillAsSent(sent: Sent, site: Site): Prefill {
  const choices = choicesOf(sent, site)
  const amount = textIn(sent, 'amount')
  const typed = amount === '' || amount === 'other' ? textIn(sent, 'amount_other') : amount
  const presets = allPresets(site.offers, choices.currency)
  const isPreset = presets.some(({ text }) => text === amount)
  return { ...choices, chosen: isPreset ? amount : 'other', other: isPreset ? '' : typed }
}

export type Preset = Readonly<{ text: string; money: Money; frequencies: readonly Frequency[] }>

/** Every preset of a currency once, smallest first, with the rhythms that it is offered in. */
export function allPresets(offers: Offers, currency: Currency): readonly Preset[] {
  const each = frequencies.map((frequency) => offerOf(offers, currency, frequency))
  const amounts = new Set(each.flatMap(({ presets }) => presets.map(({ minor }) => minor)))
  return [...amounts]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((minor) => ({
      text: shortDecimals({ minor, currency }),
      money: { minor, currency },
      frequencies: each.filter((offer) => isPresetOf(offer, minor)).map((o) => o.frequency),
    }))
}

function isPresetOf({ presets }: Offer, minor: bigint): boolean {
  return presets.some((preset) => preset.minor === minor)
}

type Choices = Omit<Prefill, 'chosen' | 'other'>

/** What a link asks for: an amount, or the one that a level begins at. */
function amountIn(query: Sent, choices: Choices, { offers }: Site): Money | null {
  const { currency, tier } = choices
  const amount = parseAmount(textIn(query, 'amount'), currency)
  if (amount.kind === 'amount') return { minor: amount.minor, currency }
  const level = offers.tiers.find(({ key }) => key === tier)
  return level === undefined ? null : beginOf(level, choices)
}

function amountShown(money: Money, { texts, offers }: Site): Pick<Prefill, 'chosen' | 'other'> {
  const text = shortDecimals(money)
  const isPreset = allPresets(offers, money.currency).some((preset) => preset.text === text)
  return isPreset ? { chosen: text, other: '' } : { chosen: 'other', other: texts.typed(money) }
}

function choicesOf(sent: Sent, site: Site): Choices {
  return {
    frequency: frequencies.find((frequency) => frequency === sent.frequency) ?? 'monthly',
    currency: currencyAsked(sent, site),
    coverFees: sent.cover_fees !== undefined,
    remind: sent.remind !== undefined,
    extra: textIn(sent, 'extra'),
    email: textIn(sent, 'email'),
    said: saidIn(sent),
    campaign: labelOf(sent.campaign, site),
    article: labelOf(textIn(sent, 'article').slice(0, longestLabel), site),
    tier: labelOf(sent.tier, site),
    variant: labelOf(sent.variant, site),
    returnTo: returnAddress(textIn(sent, 'return_to'), site),
  }
}

/** The one asked for where it is offered, else the books' own, else the first one that is offered. */
export function currencyAsked(
  sent: Sent,
  { offers, reportingCurrency: own }: Pick<Site, 'offers' | 'reportingCurrency'>,
): Currency {
  const asked = offeredCurrency(offers, textIn(sent, 'currency')) ?? offeredCurrency(offers, own)
  return asked ?? offers.currencies[0]?.currency ?? own
}

/** A label in a link that could not be kept later is dropped now, where nobody can mend it. */
function labelOf(value: unknown, { texts }: Site): string | null {
  const parsed = label(texts).safeParse(value)
  return parsed.success && parsed.data !== '' ? parsed.data : null
}
