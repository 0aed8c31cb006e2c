import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchText } from '../../../src/platform/http/search-text.ts'

test('fields are written as URLSearchParams writes them, whatever stands in them', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (a, b) => {
      expect(searchText({ a, none: undefined, b })).toBe(String(new URLSearchParams({ a, b })))
    }),
  )
  expect(searchText({ nothing: null, late: true })).toBe('late=true')
})
