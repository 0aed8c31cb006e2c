import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAmount } from '../../../src/platform/money/amount.ts'
import { type Currency, currencyOf } from '../../../src/platform/money/currency.ts'
import { plainDecimals } from '../../../src/platform/money/money.ts'
import { toldInEnglish } from '../../../src/platform/ui/texts/frame.ts'

function currency(code: string): Currency {
  const known = currencyOf(code)
  if (known === null) throw new Error(`${code} is no currency`)
  return known
}
const illegible = [
  ...[
    '1 000',
    '1 000,50',
    '1\u00a0000,50',
    "1'000.50",
    '-5',
    '−5',
    '+5',
    '1e3',
    '0x10',
    '１０',
    '٣',
  ],
  ...['.5', '5.', '1,23,456.00', '1.234.56', '12,345,6', '1234,567.00', '1,,5', '5%', '$5'],
  ...['€5€', 'ten', 'Infinity', '5 5', '9'.repeat(30), '1\u0000'],
]
const read = (text: string, code: string) => parseAmount(text, currency(code))

function refusal(text: string, code: string): string | null {
  const amount = read(text, code)
  return amount.kind === 'refused' ? toldInEnglish(amount.why) : null
}

describe('an amount as a person writes it', () => {
  test.each([
    ['10', 'EUR', 1000n],
    ['12.50', 'EUR', 1250n],
    ['12,50', 'EUR', 1250n],
    ['12,5', 'EUR', 1250n],
    ['0,01', 'EUR', 1n],
    ['007', 'EUR', 700n],
    ['1.234,56', 'EUR', 123456n],
    ['1,234.56', 'USD', 123456n],
    ['1,234,567.8', 'USD', 123456780n],
    ['  12.50\u00a0', 'EUR', 1250n],
    ['€12', 'EUR', 1200n],
    ['12 €', 'EUR', 1200n],
    ['eur 12', 'EUR', 1200n],
    ['$5', 'USD', 500n],
    ['500 грн', 'UAH', 50000n],
    ['₴500', 'UAH', 50000n],
    ['1500', 'JPY', 1500n],
    ['¥1500', 'JPY', 1500n],
    ['2.500', 'KWD', 2500n],
    ['2,5', 'KWD', 2500n],
    ['1,000.500', 'KWD', 1000500n],
    ['300', 'ISK', 30000n],
  ])('%s in %s is %i minor units', (text, code, minor) => {
    expect(read(text, code)).toEqual({ kind: 'amount', minor })
  })

  test.each([
    ['', 'EUR', 'Enter an amount.'],
    ['€', 'EUR', 'Enter an amount.'],
    ['12.505', 'EUR', 'EUR has at most 2 decimals.'],
    ['1.000', 'EUR', 'EUR has at most 2 decimals.'],
    ['1,500', 'JPY', 'JPY has no decimals: write whole JPY.'],
    ['1.500,5', 'JPY', 'JPY has no decimals: write whole JPY.'],
    ['2.505', 'KWD', 'KWD cannot be charged in steps this small: round the last digit.'],
    ['300.50', 'ISK', 'ISK cannot be charged in steps this small: round the last digit.'],
  ])('«%s» in %s is refused', (text, code, message) => {
    expect(refusal(text, code)).toBe(message)
  })

  test.each(illegible)('«%s» is refused', (text) => {
    const message = 'Write the amount in digits, like 12.50.'
    expect(refusal(text, 'EUR')).toBe(message)
  })

  test('comes back from its own plain decimals, with comma or point and with its sign', () => {
    const codes = fc.constantFrom(
      ...([
        ['EUR', 2, '€'],
        ['JPY', 0, '¥'],
        ['UAH', 2, '₴'],
      ] as const),
    )
    fc.assert(
      fc.property(
        codes,
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        ([code, decimals, sign], minor) => {
          const text = plainDecimals(minor, decimals)
          for (const written of [
            text,
            text.replace('.', ','),
            `${sign}${text}`,
            ` ${text} ${code} `,
          ]) {
            expect(read(written, code)).toEqual({ kind: 'amount', minor })
          }
        },
      ),
    )
  })

  test('is the same grouped in threes, when decimals are written with it', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 100_000n, max: 10n ** 12n }), (minor) => {
        const [whole = '', cents = ''] = plainDecimals(minor, 2).split('.')
        const grouped = (mark: string) => whole.replaceAll(/\B(?=(\d{3})+$)/g, mark)
        expect(read(`${grouped(',')}.${cents}`, 'EUR')).toEqual({ kind: 'amount', minor })
        expect(read(`${grouped('.')},${cents}`, 'EUR')).toEqual({ kind: 'amount', minor })
        expect(read(grouped(','), 'EUR')).toMatchObject({ kind: 'refused' })
      }),
    )
  })

  test('is never guessed: whatever text comes, what is read has only 0–9, comma and point in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const amount = read(text, 'EUR')
        if (amount.kind === 'refused') return
        expect(
          text
            .trim()
            .replace(/^(€|EUR)|(€|EUR)$/i, '')
            .trim(),
        ).toMatch(/^[0-9.,]+$/)
      }),
    )
  })
})
