import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeForm } from '../../src/sandbox/wire/form.ts'

test.each([
  ['a=1&b=', { a: '1', b: '' }],
  ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
  ['items[0][price]=p&items[1][price]=q', { items: [{ price: 'p' }, { price: 'q' }] }],
  ['items[1]=b&items[0]=a', { items: ['a', 'b'] }],
  ['expand[]=x&expand[]=data.y', { expand: ['x', 'data.y'] }],
  ['metadata[2024]=x', { metadata: { 2024: 'x' } }],
  ['name=a+b%26c', { name: 'a b&c' }],
  ['metadata[a%5Bb]=x', { 'metadata[a[b]': 'x' }],
  ['a=1&a=2', { a: '2' }],
  ['', {}],
])('reads %s', (body, params) => {
  expect(decodeForm(body)).toEqual(params)
})

test('a key such as __proto__ is only a key', () => {
  const params = decodeForm('__proto__[admin]=1&metadata[__proto__]=2')
  expect(Object.getPrototypeOf(params)).toBe(Object.prototype)
  expect(Object.keys(params)).toEqual(['__proto__', 'metadata'])
})

test('a key that is both a value and a hash is refused by name', () => {
  expect(() => decodeForm('a=1&a[b]=2')).toThrow('Parameter is both a value and a hash: a[b]')
  expect(() => decodeForm('a[b]=2&a=1')).toThrow('Parameter is both a value and a hash: a')
})

test('a name nested a hundred deep is refused', () => {
  expect(() => decodeForm(`a${'[b]'.repeat(100)}=1`)).toThrow('nested too deeply')
})

const leaf = fc.string()
const name = fc.stringMatching(/^[a-z_]{1,8}$/)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.dictionary(name, tie('tree'), { minKeys: 1, maxKeys: 4 }),
    fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
  ),
}))

test('what is written in brackets is read back as it was, arrays and objects nested', () => {
  fc.assert(
    fc.property(fc.dictionary(name, tree, { maxKeys: 4 }), (params) => {
      const body = new URLSearchParams(written(params, '')).toString()
      expect(decodeForm(body)).toEqual({ ...params })
    }),
    { numRuns: 300 },
  )
})

test('no body at all throws anything but a refusal', () => {
  fc.assert(
    fc.property(fc.string(), (body) => {
      try {
        decodeForm(body)
      } catch (error) {
        expect(error).toMatchObject({ name: 'StripeError', status: 400 })
      }
    }),
    { numRuns: 500 },
  )
})

function written(value: unknown, path: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [[path, String(value)]]
  return Object.entries(value).flatMap(([key, member]) =>
    written(member, path === '' ? key : `${path}[${key}]`),
  )
}
