import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cardFees, withFeesCovered } from '../../../src/members/offers/card-fees.ts'
import { offeredCurrency } from '../../../src/members/offers/offers.ts'
import { usualOffers } from '../../../src/members/offers/usual-offers.ts'
import { stepOf } from '../../../src/platform/money/currency.ts'

describe('a covered card fee', () => {
  test.each([
    ['EUR', 1000n, 1045n], // (1000 + 25) / 0.981 = 1044.85…
    ['EUR', 100n, 128n], // 125 / 0.981 = 127.42…
    ['JPY', 1000n, 1066n], // 1045 / 0.981 = 1065.23…
    ['KWD', 3000n, 3140n], // 3080 / 0.981 = 3139.65…, in steps of ten
  ] as const)('in %s makes %i into %i', (code, base, total) => {
    const currency = offeredCurrency(usualOffers, code)
    if (currency === null) throw new Error(code)
    expect(withFeesCovered(usualOffers, { minor: base, currency }).minor).toBe(total)
  })

  test('leaves at least the gift after any domestic card, and one step less would not', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...usualOffers.currencies.map(({ currency }) => currency)),
        fc.bigInt({ min: 1n, max: 200_000n }),
        (currency, n) => {
          const base = { minor: n * stepOf(currency), currency }
          const total = withFeesCovered(usualOffers, base).minor
          const left = (sum: bigint, { basisPoints, fixed }: ReturnType<typeof cardFees>[number]) =>
            sum * (10_000n - basisPoints) - fixed.minor * 10_000n
          const domestic = cardFees(usualOffers, currency).filter((fee) => fee.domestic)
          expect(domestic.every((fee) => left(total, fee) >= base.minor * 10_000n)).toBe(true)
          expect(
            domestic.every((fee) => left(total - stepOf(currency), fee) >= base.minor * 10_000n),
          ).toBe(false)
        },
      ),
    )
  })
})
