import { type Currency, currencyOf, decimalsOf } from '../../platform/money/currency.ts'
import type { CurrencyOffers, Frequency, Offers, Tier } from './offers.ts'

/** Whole units of the currency, but the card's fee in minor units. */
type Row = Readonly<
  { least: number; most: number; fee: bigint } & Record<Frequency, readonly number[]>
>
const usual = { least: 1, most: 20_000 }

/**
 * Limits are 1 to 20,000 unless Stripe charges no such small sum in that currency, or in what it is
 * worth once settled (UAH): domain/stripe.md 4.5. Fees: €0.25 in the currency of the card, rounded up
 * to what Stripe can charge.
 */
const table: Readonly<Record<string, Row>> = {
  EUR: {
    ...{ ...usual, fee: 25n, once: [10, 25, 50, 100], monthly: [5, 10, 20, 40] },
    yearly: [50, 100, 150, 250],
  },
  USD: {
    ...{ ...usual, fee: 30n, once: [10, 25, 50, 100], monthly: [5, 10, 20, 40] },
    yearly: [50, 100, 150, 250],
  },
  GBP: {
    ...{ ...usual, fee: 20n, once: [10, 20, 50, 100], monthly: [5, 10, 20, 35] },
    yearly: [50, 100, 150, 250],
  },
  UAH: {
    ...{ least: 50, most: 20_000, fee: 1200n },
    ...{ once: [200, 500, 1000, 2500], monthly: [100, 200, 500, 1000] },
    yearly: [1000, 2000, 5000, 10_000],
  },
  JPY: {
    ...{ least: 100, most: 2_000_000, fee: 45n },
    ...{ once: [1000, 3000, 5000, 10_000], monthly: [500, 1000, 2000, 5000] },
    yearly: [5000, 10_000, 20_000, 30_000],
  },
  CHF: {
    ...{ ...usual, fee: 30n, once: [10, 25, 50, 100], monthly: [5, 10, 20, 40] },
    yearly: [50, 100, 150, 250],
  },
  PLN: {
    ...{ least: 5, most: 20_000, fee: 100n },
    ...{ once: [40, 100, 200, 400], monthly: [20, 40, 80, 150], yearly: [200, 400, 600, 1000] },
  },
  SEK: {
    ...{ least: 10, most: 20_000, fee: 180n },
    ...{ once: [100, 250, 500, 1000], monthly: [50, 100, 200, 400] },
    yearly: [500, 1000, 1500, 2500],
  },
  KWD: {
    ...{ ...usual, fee: 80n, once: [3, 8, 15, 30], monthly: [2, 3, 6, 12] },
    yearly: [15, 30, 45, 80],
  },
}

const currencies = Object.entries(table).flatMap(([code, row]) => {
  const currency = currencyOf(code)
  return currency === null ? [] : [currencyOffers(currency, row)]
})

/** What a newsroom offers until it says otherwise. */
export const usualOffers: Offers = {
  currencies,
  tiers: [
    tier('friend', 0, { en: 'Friends', uk: 'Коло друзів', de: 'Freundeskreis' }),
    tier('patron', 2, { en: 'Patrons', uk: 'Коло меценатів', de: 'Förderkreis' }),
    tier('lighthouse', 3, { en: 'Lighthouse circle', uk: 'Коло маяка', de: 'Leuchtturmkreis' }),
  ],
  benefits: [
    {
      ...{ key: 'letter', from: 'friend' },
      text: {
        en: 'A letter from the newsroom every Friday',
        uk: 'Щоп’ятниці — лист із редакції',
        de: 'Jeden Freitag ein Brief aus der Redaktion',
      },
    },
    {
      ...{ key: 'evenings', from: 'patron' },
      text: {
        en: 'Two evenings a year with the reporters',
        uk: 'Двічі на рік — вечір із репортерами',
        de: 'Zwei Abende im Jahr mit den Reporterinnen und Reportern',
      },
    },
    {
      ...{ key: 'yearbook', from: 'lighthouse' },
      text: {
        en: 'The printed yearbook, by post',
        uk: 'Друкований річник — поштою',
        de: 'Das gedruckte Jahrbuch, per Post',
      },
    },
  ],
  texts: {},
}

function currencyOffers(currency: Currency, { least, most, fee, ...rhythms }: Row): CurrencyOffers {
  const minor = (whole: number) => BigInt(whole) * 10n ** BigInt(decimalsOf(currency))
  const rhythm = (frequency: Frequency) => ({
    ...{ least_minor: minor(least), most_minor: minor(most) },
    presets_minor: rhythms[frequency].map(minor),
  })
  const [once, monthly, yearly] = [rhythm('once'), rhythm('monthly'), rhythm('yearly')]
  return { currency, card_fee_minor: fee, once, monthly, yearly }
}

/** A level that begins at one of the presets, so that the form's tiles show where levels are. */
function tier(key: string, preset: number, name: Tier['name']): Tier {
  const from = currencies.flatMap(({ currency, monthly, yearly }) => {
    const [monthly_minor, yearly_minor] = [monthly, yearly].map((of) => of.presets_minor[preset])
    return monthly_minor === undefined || yearly_minor === undefined
      ? []
      : [{ currency, monthly_minor, yearly_minor }]
  })
  return { key, name, from }
}
