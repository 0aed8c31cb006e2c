import { expect, test } from 'vitest'
import { precedingOf } from '../../../src/finance/donors/preceding.ts'
import type { Interval } from '../../../src/finance/period.ts'

test.each<[string, string, Interval, string]>([
  ['2026-05-01', '2026-06-01', 'month', '2026-04-01'],
  ['2026-01-01', '2026-12-01', 'month', '2025-02-01'],
  ['2026-01-01', '2026-12-01', 'year', '2025-01-01'],
  ['2025-01-01', '2026-12-01', 'year', '2023-01-01'],
  ['2026-04-01', '2026-06-01', 'quarter', '2026-01-01'],
  ['2026-03-10', '2026-03-31', 'month', '2026-02-10'],
  ['2026-03-01', '2026-03-02', 'day', '2026-02-28'],
  ['2026-03-01', '2026-03-08', 'day', '2026-02-22'],
])('%s to %s by %s is held against what begins on %s', (from, to, interval, since) => {
  expect(precedingOf({ from, to }, interval)).toEqual({ from: since, to: from })
})
