import { expect } from 'vitest'
import { oncePerNight } from '../../../src/stripe/proofs.ts'
import { testWithDatabase as test } from '../../database.ts'
import { testConfig } from '../house.ts'

const night = '2026-03-10T01:30:00Z' // 03:30 in Kyiv

test.for([
  ['by day not', ['2026-03-10T09:00:00Z'], 0],
  ['once a night, however often it is asked', [night, '2026-03-10T02:00:00Z'], 1],
  ['again the next night', [night, '2026-03-11T01:10:00Z'], 2],
] as const)('the books are proven %s', async ([, times, expected], { own }) => {
  let proven = 0
  for (const at of times) {
    const machineClock = { now: () => new Date(at) }
    await oncePerNight({ db: own, config: testConfig, machineClock }, async () => (proven += 1))
  }
  expect(proven).toBe(expected)
})

test('a night on which Stripe was away is tried again in an hour', async ({ own }) => {
  const at = (time: string) => ({
    ...{ db: own, config: testConfig },
    machineClock: { now: () => new Date(time) },
  })
  const away = () => Promise.reject(new Error('away'))
  await expect(oncePerNight(at(night), away)).rejects.toThrow('away')
  let proven = 0
  const prove = async () => (proven += 1)
  await oncePerNight(at('2026-03-10T02:00:00Z'), prove)
  await oncePerNight(at('2026-03-10T02:30:00Z'), prove)
  expect(proven).toBe(1)
})
