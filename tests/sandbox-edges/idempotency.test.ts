import { expect, test } from 'vitest'
import {
  answerOnce,
  fingerprintOf,
  type IdempotentRequest,
  type StoredAnswer,
} from '../../src/sandbox/wire/idempotency.ts'

const DAY_S = 24 * 60 * 60

function account() {
  const kept = new Map<string, StoredAnswer>()
  const running = new Set<string>()
  let count = 0
  const store = {
    find: async (key: string) => kept.get(key),
    keep: async (key: string, answer: StoredAnswer) => void kept.set(key, answer),
  }
  const request = (facts: Partial<IdempotentRequest> & { atS?: number } = {}) => ({
    store,
    running,
    account: 'sk_test_a',
    key: 'k',
    fingerprint: fingerprintOf('POST', '/v1/refunds', 'charge=ch_1'),
    now: new Date((facts.atS ?? 0) * 1000),
    ...facts,
  })
  const work = async (status = 200) =>
    Response.json({ made: ++count }, { status, headers: { 'request-id': `req_${count}` } })
  return { request, work, running }
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

test('the key while its first request is in work is a conflict, for this account only', async () => {
  const { request, work, running } = account()
  const inside = await answerOnce(request(), async () => {
    await expect(answerOnce(request(), work)).rejects.toMatchObject({
      status: 409,
      code: 'idempotency_key_in_use',
    })
    return answerOnce(request({ account: 'sk_test_b' }), work)
  })
  expect(inside.status).toBe(200)
  expect(running.size).toBe(0)
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
  const failing = answerOnce(request(), () => Promise.reject(new Error('store down')))
  await expect(failing).rejects.toThrow('store down')
  expect((await answerOnce(request(), work)).status).toBe(200)
})

test('a key of 256 characters is refused', async () => {
  const { request, work } = account()
  await expect(answerOnce(request({ key: 'k'.repeat(256) }), work)).rejects.toThrow('at most 255')
})
