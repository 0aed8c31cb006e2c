import {
  type CurrencyOffers,
  frequencies,
  type Offers,
  type Phrase,
  placesOfText,
} from '../../../../members/offers/offers.ts'
import type { Currency } from '../../../../platform/money/currency.ts'
import { shortDecimals } from '../../../../platform/money/money.ts'
import { languages } from '../../../../platform/ui/texts/language.ts'

/** A form’s fields by their names, `currencies.0.monthly.presets`. */
export type Fields = Readonly<Record<string, string>>

/** The offers as the form shows them: major units, a row a currency, a level and a benefit. */
export function fieldsOf(offers: Offers): Fields {
  return Object.fromEntries([
    ...offers.currencies.flatMap((one, i) => currencyFields(`currencies.${i}`, one)),
    ...offers.tiers.flatMap(({ key, name, from }, i) => [
      [`tiers.${i}.key`, key],
      ...phraseFields(`tiers.${i}.name`, name),
      ...from.flatMap(({ currency, monthly_minor, yearly_minor }) => [
        [`tiers.${i}.from.${currency}.monthly`, major(monthly_minor, currency)],
        [`tiers.${i}.from.${currency}.yearly`, major(yearly_minor, currency)],
      ]),
    ]),
    ...offers.benefits.flatMap(({ key, from, text }, i) => [
      [`benefits.${i}.key`, key],
      [`benefits.${i}.from`, from],
      ...phraseFields(`benefits.${i}.text`, text),
    ]),
    ...placesOfText.flatMap((place) => {
      const said = offers.texts[place]
      return said === undefined ? [] : phraseFields(`texts.${place}`, said)
    }),
  ])
}

function currencyFields(name: string, { currency, card_fee_minor, ...offers }: CurrencyOffers) {
  const shown = (minor: bigint) => major(minor, currency)
  return [
    [`${name}.currency`, currency],
    [`${name}.offered`, 'on'],
    [`${name}.card_fee`, shown(card_fee_minor)],
    ...frequencies.flatMap((frequency) => {
      const { least_minor, most_minor, presets_minor } = offers[frequency]
      return [
        [`${name}.${frequency}.least`, shown(least_minor)],
        [`${name}.${frequency}.most`, shown(most_minor)],
        [`${name}.${frequency}.presets`, presets_minor.map(shown).join(' ')],
      ]
    }),
  ]
}

function phraseFields(name: string, phrase: Phrase) {
  return languages.map((language) => [`${name}.${language}`, phrase[language]])
}

function major(minor: bigint, currency: Currency): string {
  return shortDecimals({ minor, currency })
}

/** The numbers of the rows that a form has of a list, in order. */
export function rowsOf(fields: Fields, list: 'currencies' | 'tiers' | 'benefits'): number[] {
  const numbers = Object.keys(fields).flatMap((name) => {
    const [of, number] = name.split('.')
    return of === list && number !== undefined && /^\d{1,3}$/.test(number) ? [Number(number)] : []
  })
  return [...new Set(numbers)].sort((a, b) => a - b)
}
