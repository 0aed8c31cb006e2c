import { describe, expect, test } from 'vitest'
import { faultsOf } from '../../../src/members/offers/faults.ts'
import { benefitsOf, levelOf } from '../../../src/members/offers/levels.ts'
import {
  isAllowed,
  type Offers,
  offeredCurrency,
  offerOf,
} from '../../../src/members/offers/offers.ts'
import { usualOffers } from '../../../src/members/offers/usual-offers.ts'

function given(code: string, minor: bigint, frequency: 'once' | 'monthly' | 'yearly' = 'monthly') {
  const currency = offeredCurrency(usualOffers, code)
  if (currency === null) throw new Error(code)
  return { frequency, amount: { minor, currency } }
}

describe('the level of a membership', () => {
  test.each([
    ['EUR', 499n, 'monthly', undefined],
    ['EUR', 500n, 'monthly', 'friend'],
    ['EUR', 1999n, 'monthly', 'friend'],
    ['EUR', 2000n, 'monthly', 'patron'],
    ['EUR', 9_999_999n, 'monthly', 'lighthouse'],
    ['EUR', 5000n, 'yearly', 'friend'],
    ['EUR', 4000n, 'yearly', undefined], // a level of the month, not of the year
    ['JPY', 2000n, 'monthly', 'patron'],
    ['EUR', 10_000n, 'once', undefined],
  ] as const)('of %s %i %s is %s', (code, minor, frequency, level) => {
    expect(levelOf(usualOffers, given(code, minor, frequency))?.key).toBe(level)
  })

  test('brings its own benefits and those of every level below, and no level none', () => {
    const keys = (minor: bigint) =>
      benefitsOf(usualOffers, levelOf(usualOffers, given('EUR', minor))).map(({ key }) => key)
    expect(keys(400n)).toEqual([])
    expect(keys(500n)).toEqual(['letter'])
    expect(keys(2500n)).toEqual(['letter', 'evenings'])
    expect(keys(4000n)).toEqual(['letter', 'evenings', 'yearbook'])
  })
})

describe('offers', () => {
  test('as they come are without a fault, in the currencies that a newsroom here needs', () => {
    expect(faultsOf(usualOffers)).toEqual([])
    expect(usualOffers.currencies.map(({ currency }) => currency)).toEqual(
      expect.arrayContaining(['EUR', 'USD', 'GBP', 'UAH', 'JPY']),
    )
    expect(offeredCurrency(usualOffers, 'eur')).toBe('EUR')
    expect(offeredCurrency(usualOffers, 'XAU')).toBe(null)
  })

  test.each([
    ['EUR', 100n, 2_000_000n],
    ['JPY', 100n, 2_000_000n],
    ['KWD', 1000n, 20_000_000n],
  ] as const)('in %s go from %i to %i minor units, both included', (code, least, most) => {
    const { currency } = given(code, least).amount
    const offer = offerOf(usualOffers, currency, 'once')
    const allowed = (minor: bigint) => isAllowed({ minor, currency }, offer)
    expect([least - 1n, least, most, most + 1n].map(allowed)).toEqual([false, true, true, false])
    expect(offer.presets).toContainEqual(offer.suggested)
  })

  const [euro, dollar, ...rest] = usualOffers.currencies
  if (euro === undefined || dollar === undefined) throw new Error('no offers')
  const withEuro = (monthly: Partial<typeof euro.monthly>): Offers => ({
    ...usualOffers,
    currencies: [{ ...euro, monthly: { ...euro.monthly, ...monthly } }, dollar, ...rest],
  })
  const wrong: [string, Offers, string][] = [
    [
      'cost less than Stripe charges',
      withEuro({ least_minor: 49n }),
      'currencies.0.monthly.least_minor',
    ],
    [
      'cost more than Stripe charges',
      withEuro({ most_minor: 10n ** 9n }),
      'currencies.0.monthly.most_minor',
    ],
    [
      'name an amount past a limit',
      withEuro({ presets_minor: [50n, 500n] }),
      'currencies.0.monthly.presets_minor',
    ],
    ['fall', withEuro({ presets_minor: [1000n, 500n] }), 'currencies.0.monthly.presets_minor'],
    [
      'stand twice',
      { ...usualOffers, currencies: [euro, euro, dollar, ...rest] },
      'currencies.1.currency',
    ],
    [
      'hold levels in another order than their prices',
      { ...usualOffers, tiers: usualOffers.tiers.toReversed() },
      'tiers.1.from.0.monthly_minor',
    ],
    [
      'price a level in a currency that is none of theirs',
      { ...usualOffers, currencies: [euro] },
      'tiers.0.from.1.currency',
    ],
    [
      'promise something from a level that is none',
      { ...usualOffers, tiers: usualOffers.tiers.slice(1) },
      'benefits.0.from',
    ],
  ]
  test.each(wrong)('that %s are refused where it stands', (_, offers, path) => {
    expect(faultsOf(offers).map((fault) => fault.path.join('.'))).toContain(path)
  })
})
