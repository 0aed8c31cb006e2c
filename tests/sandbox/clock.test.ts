import { afterEach, beforeEach, expect, test } from 'vitest'
import { until } from '../until.ts'
import {
  DAY,
  join,
  log,
  orderGift,
  pass,
  payGift,
  payments,
  START,
  type Town,
  town,
} from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const clock = async (key?: string) => (await there.call('/_sandbox/clock', undefined, key)).body.now

test('starts at the machine’s time and ticks with it between moves', async () => {
  expect(await clock()).toBe(START)
  await pass(there, DAY)
  expect(await clock()).toBe(START + DAY)
  there.machine.now = new Date((START + 90) * 1000)
  expect(await clock()).toBe(START + DAY + 90)
  expect(there.sandbox.now()).toEqual(new Date((START + DAY + 90) * 1000))
})

test.each([
  [{}, 'advance_seconds'],
  [{ advance_seconds: '5' }, 'advance_seconds'],
  [{ advance_seconds: 1.5 }, 'advance_seconds'],
  [{ advance_seconds: 5, to: START + DAY }, 'advance_seconds'],
  [{ advance_seconds: 1e12 }, 'advance_seconds'],
  [{ to: 1e15 }, 'to'],
  [{ advance_seconds: 5, colour: 'red' }, 'colour'],
])('a move by %j is refused and names %s', async (move, param) => {
  const refused = await there.call('/_sandbox/clock', move)
  expect(refused).toMatchObject({ status: 400, body: { error: { param } } })
  expect(await clock()).toBe(START)
})

test('goes back on an account without objects, and never on another', async () => {
  expect((await there.call('/_sandbox/clock', { to: START - 400 * DAY })).body).toEqual({
    now: START - 400 * DAY,
  })
  const order = await orderGift(there)
  expect(order.created).toBe(START - 400 * DAY)
  const refused = await there.call('/_sandbox/clock', { to: START - 401 * DAY })
  expect(refused).toMatchObject({ status: 400, body: { error: { param: 'to' } } })
  expect(await clock()).toBe(START - 400 * DAY)
})

test('is each account’s own', async () => {
  await there.call('/_sandbox/clock', { advance_seconds: DAY }, 'sk_test_other')
  expect(await clock()).toBe(START)
  expect(await clock('sk_test_other')).toBe(START + DAY)
})

test('two moves at once add up', async () => {
  await join(there)
  await Promise.all([pass(there, 31 * DAY), pass(there, 31 * DAY)])
  expect(await clock()).toBe(START + 62 * DAY)
  expect(await payments(there)).toHaveLength(3)
})

test('whole years in one move give the events of each day in the order of time', async () => {
  await join(there)
  await payGift(there)
  await pass(there, 3 * 365 * DAY)
  expect(await payments(there)).toHaveLength(1 + 36)
  const times = (await log(there)).map(({ created }) => created)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('what a move makes has been told to the endpoint when it answers', async () => {
  await join(there)
  await pass(there, 31 * DAY)
  const told = there.post.events.map(({ type }) => type)
  expect(told.filter((type) => type === 'invoice.paid')).toHaveLength(2)
  expect((await there.call('/_sandbox/deliveries')).body).toMatchObject({ pending: 0 })
})

test('a move that is not understood is refused with the field named', async () => {
  for (const move of [{}, { to: 'tomorrow' }, { advance_seconds: -1 }, { by: 3 }]) {
    expect((await there.call('/_sandbox/clock', move)).status).toBe(400)
  }
})

test('a key that is no test key opens nothing', async () => {
  for (const key of ['sk_live_abc', 'nonsense', 'pk_test_abc']) {
    const { status, body } = await there.call('/_sandbox/clock', undefined, key)
    expect(status).toBe(401)
    expect(body).toMatchObject({ error: { type: 'invalid_request_error' } })
  }
})

test('anything unknown is answered in Stripe’s envelope', async () => {
  const { status, body } = await there.call('/v1/nothing')
  expect({ status, body }).toMatchObject({
    status: 404,
    body: { error: { code: 'unsupported_by_sandbox' } },
  })
})

test('a move of decades stops on the way when the sandbox does', async () => {
  await join(there)
  const decades = START + 30 * 365 * DAY
  const move = there.call('/_sandbox/clock', { to: decades })
  await until('the clock has left', async () => (await clock()) > START)
  await there.sandbox.stop()
  await move
  expect(await clock()).toBeLessThan(decades)
})
