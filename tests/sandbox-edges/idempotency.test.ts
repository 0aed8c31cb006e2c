import { expect, test } from 'vitest'
import {
  answerOnce,
  fingerprintOf,
  holdingKey,
  type IdempotentRequest,
  type StoredAnswer,
} from '../../src/sandbox/wire/idempotency.ts'

const DAY_S = 24 * 60 * 60

function account() {
  const kept = new Map<string, StoredAnswer>()
  let count = 0
  const store = {
    find: async (key: string) => kept.get(key),
    keep: async (key: string, answer: StoredAnswer) => void kept.set(key, answer),
  }
  const request = (facts: Partial<IdempotentRequest> & { atS?: number } = {}) => ({
    store,
    key: 'k',
    fingerprint: fingerprintOf('POST', '/v1/refunds', 'charge=ch_1'),
    now: new Date((facts.atS ?? 0) * 1000),
    ...facts,
  })
  const work = async (status = 200) =>
    Response.json({ made: ++count }, { status, headers: { 'request-id': `req_${count}` } })
  return { request, work }
}

test('the same request again is answered with the first answer and says so', async () => {
  const { request, work } = account()
  const first = await answerOnce(request(), work)
  const again = await answerOnce(request({ atS: DAY_S - 1 }), work)
  expect(await first.json()).toEqual({ made: 1 })
  expect(await again.json()).toEqual({ made: 1 })
  expect(first.headers.get('idempotent-replayed')).toBeNull()
  expect(Object.fromEntries(again.headers)).toMatchObject({
    'idempotent-replayed': 'true',
    'original-request': 'req_1',
  })
})

test('after a day on the sandbox clock the key is new', async () => {
  const { request, work } = account()
  await answerOnce(request(), work)
  const later = await answerOnce(request({ atS: DAY_S }), work)
  expect(await later.json()).toEqual({ made: 2 })
})

test('the key with other params is an idempotency error', async () => {
  const { request, work } = account()
  await answerOnce(request(), work)
  const other = request({ fingerprint: fingerprintOf('POST', '/v1/refunds', 'charge=ch_2') })
  await expect(answerOnce(other, work)).rejects.toMatchObject({
    status: 400,
    type: 'idempotency_error',
  })
})

test('a key in work is a conflict, for its account only, and free afterwards', async () => {
  const running = new Set<string>()
  const mine = { account: 'sk_test_a', key: 'k' }
  const other = { account: 'sk_test_b', key: 'k' }
  const done = async () => 'done'
  const outcome = await holdingKey(running, mine, async () => {
    await expect(holdingKey(running, mine, done)).rejects.toMatchObject({
      status: 409,
      code: 'idempotency_key_in_use',
    })
    return holdingKey(running, other, done)
  })
  expect(outcome).toBe('done')
  expect(await holdingKey(running, mine, done)).toBe('done')
})

test.each([
  [200, 1],
  [402, 1],
  [500, 1],
  [400, 2],
  [404, 2],
  [429, 2],
])('an answer %i leaves the key with answer number %i', async (status, made) => {
  const { request, work } = account()
  await answerOnce(request(), () => work(status))
  const again = await answerOnce(request(), () => work(status))
  expect(await again.json()).toEqual({ made })
})

test('a failure of the work leaves the key free', async () => {
  const { request, work } = account()
  const running = new Set<string>()
  const mine = { account: 'sk_test_a', key: 'k' }
  const fail = () => Promise.reject(new Error('store down'))
  await expect(holdingKey(running, mine, () => answerOnce(request(), fail))).rejects.toThrow('down')
  const again = await holdingKey(running, mine, () => answerOnce(request(), work))
  expect(await again.json()).toEqual({ made: 1 })
})

test('a key of 256 characters is refused', async () => {
  const mine = { account: 'sk_test_a', key: 'k'.repeat(256) }
  await expect(holdingKey(new Set(), mine, async () => 'done')).rejects.toThrow('at most 255')
})
