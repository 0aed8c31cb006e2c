import type { Currency } from '../../platform/money/currency.ts'
import type { Money } from '../../platform/money/money.ts'
import type { Language } from '../../platform/ui/texts/language.ts'

export const frequencies = ['once', 'monthly', 'yearly'] as const
export type Frequency = (typeof frequencies)[number]

/** A text of the newsroom's own, in every language that readers are spoken to in. */
export type Phrase = Readonly<Record<Language, string>>

/** Of one currency and rhythm, in minor units; both limits are allowed themselves. */
export type Rhythm = Readonly<{
  least_minor: bigint
  most_minor: bigint
  /** Rising; the second is the one that the form begins with. */
  presets_minor: readonly bigint[]
}>

/** What may be given in one currency. `card_fee_minor`: the fixed part of a card payment's fee. */
export type CurrencyOffers = Readonly<
  { currency: Currency; card_fee_minor: bigint } & Record<Frequency, Rhythm>
>

/** A level of membership and what it begins at, in each currency and rhythm that it is held in. */
export type Tier = Readonly<{
  key: string
  name: Phrase
  from: readonly Readonly<{ currency: Currency; monthly_minor: bigint; yearly_minor: bigint }>[]
}>

/** What members of the level `from` and of all above it get. */
export type Benefit = Readonly<{ key: string; from: string; text: Phrase }>

/** Where a newsroom may say things in its own words, instead of ours. */
export const placesOfText = ['why', 'money'] as const
export type PlaceOfText = (typeof placesOfText)[number]

/**
 * Everything that readers may give and get, as one version of it: currencies in the order of the
 * form, levels from the lowest to the highest. Only this decides what an order may say.
 */
export type Offers = Readonly<{
  currencies: readonly CurrencyOffers[]
  tiers: readonly Tier[]
  benefits: readonly Benefit[]
  texts: Partial<Readonly<Record<PlaceOfText, Phrase>>>
}>

/** What a reader may give in one currency and rhythm; both limits are allowed themselves. */
export type Offer = Readonly<{
  frequency: Frequency
  presets: readonly Money[]
  /** The one that the form begins with. */
  suggested: Money
  least: Money
  most: Money
}>

/** The currency, when it is one that a reader may give in. */
export function offeredCurrency({ currencies }: Offers, code: string): Currency | null {
  const upper = code.trim().toUpperCase()
  return currencies.find(({ currency }) => currency === upper)?.currency ?? null
}

/** Throws for a currency that `offeredCurrency` has not passed. */
export function offerOf(offers: Offers, currency: Currency, frequency: Frequency): Offer {
  const { least_minor, most_minor, presets_minor } = inCurrency(offers, currency)[frequency]
  const money = (minor: bigint): Money => ({ minor, currency })
  const presets = presets_minor.map(money)
  const suggested = presets[1] ?? presets[0] ?? money(least_minor)
  return { frequency, presets, suggested, least: money(least_minor), most: money(most_minor) }
}

export function isAllowed({ minor }: Money, { least, most }: Offer): boolean {
  return minor >= least.minor && minor <= most.minor
}

/** Throws for a currency that `offeredCurrency` has not passed. */
export function inCurrency({ currencies }: Offers, code: Currency): CurrencyOffers {
  const found = currencies.find(({ currency }) => currency === code)
  if (found === undefined) throw new TypeError(`nothing is offered in ${code}`)
  return found
}
