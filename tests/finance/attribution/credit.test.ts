import { expect, test } from 'vitest'
import { conversionsOf } from '../../../src/finance/attribution/conversion.ts'
import { creditedKeys, inEqualParts } from '../../../src/finance/attribution/credit.ts'
import { money, person } from '../persons/builders.ts'

const monthly = { class: 'membership', subscription: 'sub_1' } as const

test('a gift and a membership are conversions, a renewal belongs to its membership', () => {
  const conversions = conversionsOf(
    person(
      'ann',
      money('2026-01-05', 2_500n),
      money('2026-02-01', 1_000n, monthly),
      money('2026-03-01', 1_000n, monthly),
      money('2026-04-01', 700n, { class: 'membership', subscription: 'sub_2' }),
      money('2026-04-02', 900n, { source: 'manual', class: 'reader', kind: 'income' }),
    ),
  )
  expect(conversions.map(({ day, joins, rows }) => [day, joins, rows.length])).toEqual([
    ['2026-01-05', false, 1],
    ['2026-02-01', true, 2],
    ['2026-04-01', false, 1],
  ])
})

test.each([
  ['last', ['(none)']],
  ['first', ['spring']],
  ['linear', ['spring', 'letter', 'spring']],
] as const)('a checkout that names nothing is put down by %s to %j', (model, keys) => {
  const ann = person(
    'ann',
    money('2026-01-01', 100n, { campaign: 'long ago' }),
    money('2026-03-02', 100n, { campaign: 'spring' }),
    money('2026-03-05', 100n, { campaign: 'letter' }),
    money('2026-03-09', 100n, { campaign: 'spring' }),
    money('2026-03-31', 100n),
  )
  const newest = conversionsOf(ann).at(-1)
  expect(newest && creditedKeys(newest, model, 'campaign')).toEqual(keys)
})

test('nothing within thirty days is (none), whatever was before', () => {
  const ann = person(
    'ann',
    money('2026-01-01', 100n, { article: '/harbour' }),
    money('2026-02-01', 100n),
  )
  const newest = conversionsOf(ann).at(-1)
  expect(newest && creditedKeys(newest, 'linear', 'article')).toEqual(['(none)'])
})

test.each([
  [100n, 3, [34n, 33n, 33n]],
  [-100n, 3, [-34n, -33n, -33n]],
  [1n, 2, [1n, 0n]],
  [0n, 2, [0n, 0n]],
])('%d in %d parts: the earlier part takes the cent', (whole, count, parts) => {
  expect(inEqualParts(whole, count)).toEqual(parts)
})
