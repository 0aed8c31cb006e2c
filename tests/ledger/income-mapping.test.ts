import { describe, expect, test } from 'vitest'
import { guessedMapping } from '../../src/ledger/income/guess.ts'
import { incomesIn } from '../../src/ledger/income/lines.ts'
import { dayIn, type Mapping, minorIn, signatureOf } from '../../src/ledger/income/mapping.ts'
import { readCsv } from '../../src/platform/csv.ts'

describe('an amount as a file writes it', () => {
  test.each([
    ['12.50', 'point', 'EUR', '1250'],
    ['1,234.5', 'point', 'EUR', '123450'],
    ['1.234,50', 'comma', 'EUR', '123450'],
    ['1 234,50', 'comma', 'EUR', '123450'],
    ['1’234'.replace('’', "'"), 'point', 'CHF', '123400'],
    ['1500', 'point', 'JPY', '1500'],
    ['12.500', 'point', 'KWD', '12500'],
    ['12.500', 'comma', 'EUR', '1250000'],
    ['12.500', 'point', 'EUR', '1250'],
    ['12.505', 'point', 'EUR', null],
    ['1.23', 'comma', 'EUR', null],
    ['12,34,56', 'comma', 'EUR', null],
    ['-5.00', 'point', 'EUR', null],
    ['(5.00)', 'point', 'EUR', null],
    ['', 'point', 'EUR', null],
    ['5 EUR', 'point', 'EUR', null],
  ] as const)('%s with a decimal %s in %s is %s', (text, form, currency, minor) => {
    expect(minorIn(text, form, currency)).toBe(minor)
  })
})

test.each([
  ['2026-05-31', 'YMD', '2026-05-31'],
  ['31.05.2026', 'DMY', '2026-05-31'],
  ['31.5.26', 'DMY', '2026-05-31'],
  ['5/31/2026', 'MDY', '2026-05-31'],
  ['31.05.2026', 'MDY', null],
  ['30.02.2026', 'DMY', null],
  ['31 May 2026', 'DMY', null],
] as const)('%s in the order %s is %s', (text, form, day) => {
  expect(dayIn(text, form)).toBe(day)
})

const bank = [
  'Buchungstag;Zahler;Betrag;Rechnung;Zweck',
  '31.05.2026;Bäckerei;1.250,00;R-7;Anzeige',
  '01.06.2026;Verlag;80,5;R-8;Anzeige',
].join('\n')

function guessed(text: string): Mapping {
  const file = readCsv(text)
  if (file.kind === 'unreadable') throw new TypeError(file.message)
  return guessedMapping(file.header, file.lines)
}

test('columns are guessed by their names, forms by what stands in them', () => {
  expect(guessed(bank)).toEqual({
    columns: { date: 'Buchungstag', amount: 'Betrag', payer: 'Zahler', document: 'Rechnung' },
    always: {},
    amounts: 'comma',
    dates: 'DMY',
  })
  const own = 'date,class,amount_minor,currency,payer,document\n2026-01-02,events,5,EUR,H,D'
  expect(guessed(own)).toMatchObject({ columns: { amount: 'amount_minor' }, amounts: 'minor' })
})

test('what no column says may be the same in every line', () => {
  const always = { class: 'advertising', currency: 'EUR' }
  const file = incomesIn(bank, { ...guessed(bank), always })
  expect(file.errors).toEqual([])
  expect(file.incomes.map(({ line, income }) => ({ line, ...income }))).toMatchObject([
    {
      line: 2,
      date: '2026-05-31',
      amount_minor: 125_000n,
      payer: 'Bäckerei',
      class: 'advertising',
    },
    { line: 3, date: '2026-06-01', amount_minor: 8_050n, document: 'R-8', currency: 'EUR' },
  ])
})

test('every bad line is told by its number, in the words of the file', () => {
  const always = { class: 'advertising', currency: 'EUR' }
  const text = `${bank}\n31.02.2026;;1,234.50;R-9;\n02.06.2026;Verlag;-3,00;R-10;`
  const { errors } = incomesIn(text, { ...guessed(bank), always })
  expect(errors).toEqual([
    { field: 'line 4: Buchungstag', message: 'This is no day of the calendar in the order DMY.' },
    { field: 'line 4: Betrag', message: expect.stringContaining('decimal comma, like 1.234,50') },
    { field: 'line 4: Zahler', message: 'This is missing.' },
    { field: 'line 5: Betrag', message: expect.stringContaining('decimal comma') },
  ])
  const { errors: without } = incomesIn(bank, guessed(bank))
  expect(without[0]).toEqual({
    field: 'line 2: class',
    message: expect.stringContaining('No column'),
  })
})

test('a file is known again by the names of its columns, in any case', () => {
  expect(signatureOf(['Datum', 'Betrag '])).toBe(signatureOf(['datum', 'BETRAG']))
  expect(signatureOf(['Datum', 'Betrag'])).not.toBe(signatureOf(['Betrag', 'Datum']))
})
