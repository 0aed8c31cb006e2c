import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOf, pageQuery } from '../../src/sandbox/wire/page.ts'

const items = ['e', 'd', 'c', 'b', 'a'].map((id) => ({ id }))
const page = (params: Record<string, unknown>) => {
  const { data, has_more } = pageOf('/v1/things', items, pageQuery(params))
  return [data.map(({ id }) => id).join(''), has_more]
}

test.each([
  [{}, 'edcba', false],
  [{ limit: 2 }, 'ed', true],
  [{ limit: 2, starting_after: 'd' }, 'cb', true],
  [{ limit: 2, starting_after: 'c' }, 'ba', false],
  [{ limit: 2, ending_before: 'b' }, 'dc', true],
  [{ limit: 2, ending_before: 'c' }, 'ed', false],
  [{ starting_after: 'a' }, '', false],
])('%j gives %s, more: %s', (params, ids, more) => {
  expect(page(params)).toEqual([ids, more])
})

test('the envelope names the address of its list', () => {
  expect(pageOf('/v1/things', [], { limit: 10 })).toEqual({
    object: 'list',
    url: '/v1/things',
    has_more: false,
    data: [],
  })
})

test.each([0, 101, 1.5, 'many'])('a limit of %s is refused', (limit) => {
  expect(() => pageQuery({ limit })).toThrow(expect.objectContaining({ param: 'limit' }))
})

test('both cursors at once, and a cursor from elsewhere, are refused', () => {
  expect(() => pageQuery({ starting_after: 'a', ending_before: 'b' })).toThrow('only specify one')
  expect(() => page({ starting_after: 'z' })).toThrow("No such object in this list: 'z'")
})

test('following has_more forwards, or backwards, visits every item once', () => {
  const arranged = fc.record({ count: fc.nat(30), limit: fc.integer({ min: 1, max: 10 }) })
  fc.assert(
    fc.property(arranged, ({ count, limit }) => {
      const all = [...Array(count).keys()].map((index) => ({ id: `id_${index}` }))
      expect(walk(all, limit, 'starting_after')).toEqual(all)
      const first = [...all, { id: 'first' }]
      expect(walk(first, limit, 'ending_before', 'first').reverse()).toEqual([...all].reverse())
    }),
  )
})

function walk(
  all: { id: string }[],
  limit: number,
  cursor: 'starting_after' | 'ending_before',
  from?: string,
) {
  const seen: { id: string }[] = []
  let query = { limit, ...(from !== undefined && { [cursor]: from }) }
  for (;;) {
    const { data, has_more } = pageOf('/v1/things', all, query)
    if (cursor === 'starting_after') seen.push(...data)
    else seen.unshift(...data)
    if (!has_more) return seen
    query = { limit, [cursor]: (cursor === 'starting_after' ? data.at(-1) : data[0])?.id }
  }
}
