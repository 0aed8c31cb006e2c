import { expect, test } from 'vitest'
import { gathered } from '../../src/platform/gathered.ts'

/** Work that notes what it is given, and answers each number doubled once it is let go. */
function slowWork(fails: (items: readonly number[]) => Error | null = () => null) {
  const pieces: (readonly number[])[] = []
  const ask = gathered(
    async (items: readonly number[]) => {
      pieces.push(items)
      await Promise.resolve()
      const error = fails(items)
      if (error !== null) throw error
      return (item) => item * 2
    },
    { most: 3 },
  )
  return { pieces, ask }
}

test('who comes first goes alone, and who comes meanwhile goes together', async () => {
  const { pieces, ask } = slowWork()
  expect(await Promise.all([1, 2, 3, 4, 5].map(ask))).toEqual([2, 4, 6, 8, 10])
  expect(pieces).toEqual([[1], [2, 3, 4], [5]])
})

test('one that fails by its own fault keeps no other out', async () => {
  const { ask } = slowWork((items) => (items.includes(3) ? new Error('three') : null))
  const ends = await Promise.allSettled([1, 2, 3, 4].map(ask))
  expect(ends.map(({ status }) => status)).toEqual([
    ...['fulfilled', 'fulfilled', 'rejected', 'fulfilled'],
  ])
})

test('a database that is away is told to all who wait, after one try', async () => {
  const away = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
  const { pieces, ask } = slowWork((items) => (items.includes(2) ? away : null))
  const ends = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(ask))
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(5)
  expect(pieces).toHaveLength(2)
})
