import { describe, expect, test } from 'vitest'
import { currencyOf } from '../../../../src/platform/money/currency.ts'
import type { Money } from '../../../../src/platform/money/money.ts'
import { formatsIn } from '../../../../src/platform/ui/texts/formats.ts'
import { mirrored } from '../../../../src/platform/ui/texts/speech.ts'

function money(minor: bigint, code: string): Money {
  const currency = currencyOf(code)
  if (currency === null) throw new TypeError(`${code} is no currency`)
  return { minor, currency }
}

/** Which of its spaces Intl takes differs from one version to the next. */
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('money', () => {
  test.each([
    ['en', 'EUR', 1250n, '€12.50'],
    ['de', 'EUR', 123450n, '1.234,50 €'],
    ['uk', 'UAH', 1000000n, '10 000,00 ₴'],
    ['uk', 'USD', 500n, '5,00 $'],
    ['de', 'JPY', 1500n, '1.500 ¥'],
    ['en', 'KWD', 2500n, 'KWD 2.500'],
    ['de', 'ISK', 30000n, '300,00 ISK'],
  ])('in %s %s has the decimals and the sign of our own table', (tag, code, minor, text) => {
    expect(plain(formatsIn(tag).money(money(minor, code)))).toBe(text)
  })

  test('that is whole loses its decimals where asked', () => {
    const written = formatsIn('de').money
    expect(plain(written(money(1000n, 'EUR'), { trim: true }))).toBe('10 €')
    expect(plain(written(money(1050n, 'EUR'), { trim: true }))).toBe('10,50 €')
  })

  test.each([
    ['en', 1250n, '12.50'],
    ['de', 1250n, '12,50'],
    ['uk', 123450n, '1234,50'],
    ['de', 1200n, '12'],
    [mirrored.tag, 1250n, '12.50'],
  ])('in a field is written in %s as a person would type it', (tag, minor, text) => {
    expect(formatsIn(tag).typed(money(minor, 'EUR'))).toBe(text)
  })
})

describe('a day', () => {
  test.each([
    ['en', 'March 2, 2026', 'Mar 2, 2026'],
    ['de', '2. März 2026', '02.03.2026'],
    ['uk', '2 березня 2026 року', '2 бер. 2026'],
  ])('is written out in %s, and shortened for a column', (tag, text, short) => {
    const { day, shortDay } = formatsIn(tag)
    expect([plain(day('2026-03-02')), plain(shortDay('2026-03-02'))]).toEqual([text, short])
  })

  test('of an instant is the one of the zone asked for', () => {
    const late = new Date('2026-03-01T22:30:00Z')
    expect(formatsIn('de').day(late, 'Europe/Kyiv')).toBe('2. März 2026')
    expect(formatsIn('de').day(late, 'UTC')).toBe('1. März 2026')
  })
})

test('parts of one are told by their tenths, and finer where asked', () => {
  const { percent } = formatsIn('de')
  expect([0.78449, 0.5].map((part) => plain(percent(part)))).toEqual(['78,4 %', '50 %'])
  expect(plain(percent(0.0325, 2))).toBe('3,25 %')
})
