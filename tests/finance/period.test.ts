import { expect, test } from 'vitest'
import { comparedRanges, periodsOf } from '../../src/finance/period.ts'
import { dayOf, startOfDay } from '../../src/platform/day.ts'

const days = ({ from, to }: { from: string; to: string }) => `${from} ${to}`

test.for([
  ['month', ['2026-01-15 2026-02-01', '2026-02-01 2026-03-01', '2026-03-01 2026-03-02']],
  ['quarter', ['2026-01-15 2026-03-02']],
  ['year', ['2026-01-15 2026-03-02']],
] as const)('a range is cut into each %s that it touches', ([interval, periods]) => {
  expect(periodsOf({ from: '2026-01-15', to: '2026-03-02' }, interval).map(days)).toEqual(periods)
})

test('quarters and years begin on their first day', () => {
  const range = { from: '2025-11-30', to: '2026-10-01' }
  expect(periodsOf(range, 'quarter').map(({ from }) => from)).toEqual([
    '2025-11-30',
    '2026-01-01',
    '2026-04-01',
    '2026-07-01',
  ])
  expect(periodsOf(range, 'year').map(({ from }) => from)).toEqual(['2025-11-30', '2026-01-01'])
})

test.for([
  ['previous', '2026-03-01 2026-04-01', '2026-02-01 2026-03-01'],
  ['previous', '2026-01-01 2026-04-01', '2025-10-01 2026-01-01'],
  ['previous', '2026-03-10 2026-03-15', '2026-03-05 2026-03-10'],
  ['previous', '2026-03-15 2026-04-01', '2026-02-26 2026-03-15'],
  ['year', '2024-02-29 2024-03-01', '2023-02-28 2023-03-01'],
  ['year', '2026-03-01 2026-04-01', '2025-03-01 2025-04-01'],
  ['previous', '2026-06-01 2026-07-01', '2026-05-01 2026-05-16'],
  ['year', '2026-06-15 2026-06-16', '2025-06-15 2025-06-16'],
] as const)('%s of %s on 15 June 2026 is %s', ([comparison, period, against]) => {
  const [from = '', to = ''] = period.split(' ')
  const [range] = comparedRanges([{ from, to }], comparison, '2026-06-15')
  expect(range && days(range)).toBe(against)
})

test.for([
  ['2026-03-31T20:59:59Z', '2026-03-31'],
  ['2026-03-31T21:00:00Z', '2026-04-01'],
  ['2026-02-28T21:59:59Z', '2026-02-28'],
  ['2026-02-28T22:00:00Z', '2026-03-01'],
  ['2026-10-25T00:30:00Z', '2026-10-25'],
  ['2026-12-31T22:00:00Z', '2027-01-01'],
] as const)('%s is %s in Kyiv, in summer and in winter', ([at, day]) => {
  expect(dayOf(new Date(at), 'Europe/Kyiv')).toBe(day)
})

test('a day begins at its own midnight, on both sides of a clock change', () => {
  const start = (day: string) => startOfDay(day, 'Europe/Kyiv').toISOString()
  expect(start('2026-03-29')).toBe('2026-03-28T22:00:00.000Z')
  expect(start('2026-03-30')).toBe('2026-03-29T21:00:00.000Z')
})
