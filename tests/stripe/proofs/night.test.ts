import { expect } from 'vitest'
import { oncePerNight } from '../../../src/stripe/proofs.ts'
import { testWithDatabase as test } from '../../database.ts'
import { testConfig } from '../house.ts'

test('the books are proven once a night of Kyiv, and again an hour after a failure', async ({
  own,
}) => {
  const proven: string[] = []
  const at = (time: string, work = async () => void proven.push(time)) => {
    const machineClock = { now: () => new Date(`2026-03-${time}Z`) }
    return oncePerNight({ db: own, config: testConfig, machineClock }, work)
  }
  const away = () => Promise.reject(new Error('away'))
  await at('10T09:00:00') // 11:00 in Kyiv
  await at('11T00:59:00') // 02:59
  await at('11T01:00:00')
  await at('11T03:59:00')
  await expect(at('12T01:10:00', away)).rejects.toThrow('away')
  await at('12T02:00:00')
  await at('12T02:10:00')
  await at('12T04:00:00') // 06:00
  expect(proven).toEqual(['11T01:00:00', '12T02:10:00'])
})
