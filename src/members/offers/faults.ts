import { stepOf } from '../../platform/money/currency.ts'
import { formatMoney } from '../../platform/money/format.ts'
import { chargeLimits } from './charge-limits.ts'
import { type CurrencyOffers, frequencies, type Offers, type Rhythm, type Tier } from './offers.ts'

/** Where in the offers something is wrong, and what. */
export type Fault = Readonly<{ path: readonly (string | number)[]; message: string }>

/** As many tiles as the form's stylesheet can tell apart in one currency, over all rhythms. */
const mostPresets = 12

/** What contradicts itself or what Stripe can charge; empty for offers that may be made to readers. */
export function faultsOf(offers: Offers): Fault[] {
  return [...currencyFaults(offers), ...tierFaults(offers), ...benefitFaults(offers)]
}

function currencyFaults({ currencies }: Offers): Fault[] {
  const codes = currencies.map(({ currency }) => currency)
  return [
    ...repeated(codes).map((i) => fault(['currencies', i, 'currency'], 'It is here twice.')),
    ...currencies.flatMap((offers, i) => within(['currencies', i], faultsIn(offers))),
  ]
}

function faultsIn(offers: CurrencyOffers): Fault[] {
  const sums = new Set(frequencies.flatMap((frequency) => offers[frequency].presets_minor))
  const crowded = `Over all rhythms at most ${mostPresets} different amounts fit on the form.`
  return [
    ...(sums.size > mostPresets ? [fault(['once', 'presets_minor'], crowded)] : []),
    ...frequencies.flatMap((of) => within([of], rhythmFaults(offers[of], offers))),
  ]
}

function rhythmFaults(rhythm: Rhythm, { currency }: CurrencyOffers): Fault[] {
  const { least_minor, most_minor, presets_minor } = rhythm
  const stripe = chargeLimits(currency)
  const shown = (minor: bigint) => formatMoney({ minor, currency }, 'en')
  const step = stepOf(currency)
  const checks: [boolean, string, string][] = [
    [
      least_minor < stripe.least,
      'least_minor',
      `Stripe charges from ${shown(stripe.least)} in ${currency}.`,
    ],
    [most_minor > stripe.most, 'most_minor', `Stripe charges up to ${shown(stripe.most)}.`],
    [least_minor > most_minor, 'most_minor', 'The most is less than the least.'],
    [!isRising(presets_minor), 'presets_minor', 'Give the amounts from the smallest up.'],
    [
      presets_minor.some((minor) => minor < least_minor || minor > most_minor),
      'presets_minor',
      `Each amount lies from ${shown(least_minor)} to ${shown(most_minor)}.`,
    ],
    [
      [least_minor, most_minor, ...presets_minor].some((minor) => minor % step !== 0n),
      'presets_minor',
      `${currency} cannot be charged in steps this small.`,
    ],
  ]
  return checks.filter(([wrong]) => wrong).map(([, field, message]) => fault([field], message))
}

function tierFaults({ tiers, currencies }: Offers): Fault[] {
  const keys = repeated(tiers.map(({ key }) => key))
  return [
    ...keys.map((i) => fault(['tiers', i, 'key'], 'Another level has this key.')),
    ...tiers.flatMap((tier, i) =>
      within(
        ['tiers', i, 'from'],
        [...priceFaults(tier, currencies), ...below(tier, tiers[i - 1])],
      ),
    ),
  ]
}

function priceFaults({ from }: Tier, currencies: readonly CurrencyOffers[]): Fault[] {
  return from.flatMap(({ currency, monthly_minor, yearly_minor }, i) => {
    const offered = currencies.find((one) => one.currency === currency)
    if (offered === undefined) return [fault([i, 'currency'], `${currency} is not offered.`)]
    const prices = [
      ['monthly_minor', monthly_minor, offered.monthly],
      ['yearly_minor', yearly_minor, offered.yearly],
    ] as const
    return prices.flatMap(([field, minor, { least_minor, most_minor }]) =>
      minor < least_minor || minor > most_minor
        ? [fault([i, field], 'A level begins at an amount that may be given.')]
        : [],
    )
  })
}

/** Each level costs more than the one before it, in every currency that both are held in. */
function below({ from }: Tier, lower: Tier | undefined): Fault[] {
  return from.flatMap(({ currency, monthly_minor, yearly_minor }, i) => {
    const begin = lower?.from.find((one) => one.currency === currency)
    if (begin === undefined) return []
    const message = 'A level begins above the one before it.'
    return [
      ...(monthly_minor <= begin.monthly_minor ? [fault([i, 'monthly_minor'], message)] : []),
      ...(yearly_minor <= begin.yearly_minor ? [fault([i, 'yearly_minor'], message)] : []),
    ]
  })
}

function benefitFaults({ benefits, tiers }: Offers): Fault[] {
  const keys = repeated(benefits.map(({ key }) => key))
  const lost = benefits.flatMap(({ from }, i) =>
    tiers.some(({ key }) => key === from)
      ? []
      : [fault(['benefits', i, 'from'], `There is no level «${from}».`)],
  )
  return [...keys.map((i) => fault(['benefits', i, 'key'], 'Another one has this key.')), ...lost]
}

function fault(path: Fault['path'], message: string): Fault {
  return { path, message }
}

function within(path: Fault['path'], faults: readonly Fault[]): Fault[] {
  return faults.map((one) => ({ ...one, path: [...path, ...one.path] }))
}

function isRising(sums: readonly bigint[]): boolean {
  return sums.every((sum, i) => sum > (sums[i - 1] ?? -1n))
}

/** The places of words that stand in a list before. */
function repeated(words: readonly string[]): number[] {
  return words.flatMap((word, i) => (words.indexOf(word) < i ? [i] : []))
}
