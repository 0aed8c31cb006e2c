import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stepOf } from '../../src/platform/money/currency.ts'
import { cardFees, withFeesCovered } from '../../src/readers/support/fees.ts'
import {
  frequencies,
  isAllowed,
  offeredCurrencies,
  offeredCurrency,
  offerOf,
} from '../../src/readers/support/offers.ts'

describe('what a reader may give', () => {
  test('covers the currencies that a newsroom here needs', () => {
    expect(offeredCurrencies).toEqual(expect.arrayContaining(['EUR', 'USD', 'GBP', 'UAH', 'JPY']))
    expect(offeredCurrency('eur')).toBe('EUR')
    expect(offeredCurrency('XAU')).toBe(null)
  })

  test('offers presets within the limits, rising, the suggested one among them', () => {
    for (const currency of offeredCurrencies) {
      for (const frequency of frequencies) {
        const offer = offerOf(currency, frequency)
        const sums = offer.presets.map(({ minor }) => minor)
        expect(offer.presets.every((preset) => isAllowed(preset, offer))).toBe(true)
        expect(sums).toEqual([...sums].sort((a, b) => (a < b ? -1 : 1)))
        expect(offer.presets).toContainEqual(offer.suggested)
        expect(sums.length).toBeGreaterThanOrEqual(3)
      }
    }
  })

  test.each([
    ['EUR', 100n, 2_000_000n],
    ['JPY', 100n, 2_000_000n],
    ['KWD', 1000n, 20_000_000n],
  ] as const)('in %s goes from %i to %i minor units, both included', (code, least, most) => {
    const currency = offeredCurrency(code)
    if (currency === null) throw new Error(code)
    const offer = offerOf(currency, 'once')
    const allowed = (minor: bigint) => isAllowed({ minor, currency }, offer)
    expect([least - 1n, least, most, most + 1n].map(allowed)).toEqual([false, true, true, false])
  })
})

describe('a covered card fee', () => {
  test.each([
    ['EUR', 1000n, 1045n], // (1000 + 25) / 0.981 = 1044.85…
    ['EUR', 100n, 128n], // 125 / 0.981 = 127.42…
    ['JPY', 1000n, 1066n], // 1045 / 0.981 = 1065.23…
    ['KWD', 3000n, 3140n], // 3080 / 0.981 = 3139.65…, in steps of ten
  ] as const)('in %s makes %i into %i', (code, base, total) => {
    const currency = offeredCurrency(code)
    if (currency === null) throw new Error(code)
    expect(withFeesCovered({ minor: base, currency }).minor).toBe(total)
  })

  test('leaves at least the gift after any domestic card, and one step less would not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...offeredCurrencies),
        fc.bigInt({ min: 1n, max: 200_000n }),
        (currency, n) => {
          const base = { minor: n * stepOf(currency), currency }
          const total = withFeesCovered(base).minor
          const left = (sum: bigint, { basisPoints, fixed }: ReturnType<typeof cardFees>[number]) =>
            sum * (10_000n - basisPoints) - fixed.minor * 10_000n
          const domestic = cardFees(currency).filter((fee) => fee.domestic)
          expect(domestic.every((fee) => left(total, fee) >= base.minor * 10_000n)).toBe(true)
          expect(
            domestic.every((fee) => left(total - stepOf(currency), fee) >= base.minor * 10_000n),
          ).toBe(false)
        },
      ),
    )
  })
})
