import { expect, test } from 'vitest'
import { taxNumberOf } from '../../src/members/tax-number.ts'

test.each([
  ['ATU12345678', 'AT'],
  ['de 123 456 789', 'DE'],
  ['EL123456789', 'GR'],
  ['NL123456789B01', 'NL'],
  ['FR-K7-399859412', 'FR'],
  ['CHE-123.456.789 MWST', 'CH'],
  ['UA12345678', 'UA'],
  ['XI123456789', 'GB'],
  ['IN22AAAAA0000A1Z5', 'IN'], // a form that we do not know
])('%s is one of %s', (text, country) => {
  expect(taxNumberOf(text)).toEqual({
    country,
    number: text.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''),
  })
})

test.each([
  '',
  '123456789',
  'DE12345678',
  'ATX12345678',
  'GR123456789',
  'QQ12345678',
  'ДЕ123456789',
  'US',
])('«%s» is none', (text) => {
  expect(taxNumberOf(text)).toBe(null)
})
