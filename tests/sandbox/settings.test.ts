import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Town, town } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

test('a setting stays until it is set again, whatever else is set', async () => {
  const { body } = await there.call('/_sandbox/settings', { reportDelayHours: 12 })
  expect(body).toMatchObject({ reportDelayHours: 12, fxDriftPercent: 0 })
  await there.call('/_sandbox/settings', { fxDriftPercent: 3 })
  const now = await there.call('/_sandbox/settings')
  expect(now.body).toMatchObject({ reportDelayHours: 12, fxDriftPercent: 3 })
})

test('a setting that is none is refused by name', async () => {
  const refused = await there.call('/_sandbox/settings', { colour: 'red' })
  expect(refused).toMatchObject({ status: 400, body: { error: { param: 'colour' } } })
  const odd = await there.call('/_sandbox/settings', { reportDelayHours: -1 })
  expect(odd).toMatchObject({ status: 400, body: { error: { param: 'reportDelayHours' } } })
})
