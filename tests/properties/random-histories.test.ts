import fc from 'fast-check'
import { expect, vi } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { histories } from './history.ts'
import { differencesAfter } from './living.ts'

vi.setConfig({ testTimeout: 300_000 })

test('three hundred made-up accounts end as Stripe’s books say, whatever came late or never', async ({
  db,
}) => {
  await fc.assert(
    fc.asyncProperty(histories(), async (history) => {
      expect(await differencesAfter(db, history)).toEqual([])
    }),
    { numRuns: 300 },
  )
})
