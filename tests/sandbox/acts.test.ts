import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { anyAct } from '../../src/sandbox/acts/acts.ts'
import { settingsPatch } from '../../src/sandbox/settings.ts'
import { type Town, town } from './town.ts'

let there: Town
beforeAll(async () => {
  there = await town()
})
afterAll(() => there.close())

const shape = z.object({
  properties: z.record(
    z.string(),
    z.looseObject({ type: z.string().optional(), const: z.string().optional() }),
  ),
  required: z.array(z.string()).default([]),
})
const acts = anyAct.options.map((option) => {
  const { properties, required } = shape.parse(z.toJSONSchema(option.in, { io: 'input' }))
  return { action: properties.action?.const ?? '', properties, required: required.slice(1) }
})

const perform = (body: object) => there.call('/_sandbox/actions', body)
const about = (param: string) => ({ body: { error: { param } } })

describe.each(acts)('$action', ({ action, properties, required }) => {
  test('names what is missing, what is not known and what is of the wrong type', async () => {
    const [first] = required
    if (first !== undefined) {
      expect(await perform({ action })).toMatchObject({ status: 400, ...about(first) })
    }
    const filled = Object.fromEntries(required.map((name) => [name, plausible(name)]))
    const odd = await perform({ action, ...filled, odd: 1 })
    expect(odd).toMatchObject({ status: 400, ...about('odd') })
    for (const name of Object.keys(properties).filter((one) => one !== 'action')) {
      const wrong = await perform({ action, ...filled, [name]: { no: 'object' } })
      expect({ name, ...wrong }).toMatchObject({ name, status: 400, ...about(name) })
    }
  })

  test('names the id that nothing has', async () => {
    const [subject] = required.filter((name) => plausible(name) === 'nothing_has_this')
    if (subject === undefined) return
    const filled = Object.fromEntries(required.map((name) => [name, plausible(name)]))
    const unknown = await perform({ action, ...filled })
    expect(unknown).toMatchObject({ status: 404, ...about(subject) })
  })
})

function plausible(name: string): unknown {
  const known: Record<string, unknown> = {
    ...{ complete: true, card: '4242424242424242', currency: 'eur', amount: 500 },
    ...{ as: 'dispute', type: 'adjustment' },
  }
  return name in known ? known[name] : 'nothing_has_this'
}

test('an act that nobody knows is refused by name', async () => {
  expect(await perform({ action: 'fly' })).toMatchObject({ status: 400, ...about('action') })
})

test.each(Object.keys(settingsPatch.shape))('the setting %s is refused by name', async (name) => {
  const wrong = await there.call('/_sandbox/settings', { [name]: { no: 'object' } })
  expect(wrong).toMatchObject({ status: 400, ...about(name) })
})

test('of a list the place is named, too', async () => {
  const wrong = await there.call('/_sandbox/settings', { retryDays: [3, 0] })
  expect(wrong).toMatchObject({ status: 400, ...about('retryDays.1') })
})

test('chaos whose least delay is over its most is refused, and so is a body that holds no fields', async () => {
  const swapped = await there.call('/_sandbox/chaos', { delay: [5, 1] })
  expect(swapped).toMatchObject({ status: 400, ...about('delay') })
  const listed = await there.call('/_sandbox/actions', [])
  expect(listed).toMatchObject({ status: 400 })
  expect(listed.body.error.message).toMatch(/^The body has to be an object of fields/)
})
