import { createHmac } from 'node:crypto'
import { describe, expect } from 'vitest'
import { databaseOn, openPool } from '../../../src/platform/database/connection.ts'
import { testWithDatabase } from '../../database.ts'
import { testClock } from '../account.ts'
import { delivery, doorOf, testConfig } from '../house.ts'

const machineClock = testClock()
const now = machineClock.now()
const test = testWithDatabase.extend<{ post: (request: RequestInit) => Promise<Response> }>({
  post: async ({ db }, use) => {
    const door = doorOf({ config: testConfig, db, machineClock })
    await use(async (request) => door.request('/webhooks/stripe', request))
  },
})

let count = 0
/** An ordinary event, unlike any before; `more` replaces what matters. */
function event(more: object = {}) {
  count += 1
  return {
    id: `evt_${count}`,
    object: 'event',
    type: 'charge.succeeded',
    api_version: '2026-10-28.endive',
    created: 1_773_136_800,
    livemode: false,
    data: { object: { id: `ch_${count}`, object: 'charge' } },
    ...more,
  }
}

/** A delivery whose header says `stamp`, while the signature is over another one. */
function signedAs(signed: string, stamp: string): RequestInit {
  const body = JSON.stringify(event())
  const mac = createHmac('sha256', 'whsec_older').update(`${signed}.${body}`).digest('hex')
  return { method: 'POST', body, headers: { 'stripe-signature': `t=${stamp},v1=${mac}` } }
}

function streamed(body: ReadableStream, headers: Record<string, string> = {}) {
  return { method: 'POST', body, headers, duplex: 'half' }
}

describe('what is stored and answered with 200', () => {
  test('an event, under the object it is about', async ({ post, db }) => {
    const sent = event()
    expect((await post(delivery(sent, { now }))).status).toBe(200)
    const row = await db
      .selectFrom('inbox')
      .selectAll()
      .where('event_id', '=', sent.id)
      .executeTakeFirstOrThrow()
    expect(row).toMatchObject({
      object_key: sent.data.object.id,
      object_type: 'charge',
      type: 'charge.succeeded',
      state: 'new',
      origin: 'webhook',
      created: new Date('2026-03-10T10:00:00Z'),
      received_at: now,
      payload: JSON.stringify(sent),
    })
  })

  test('the same event ten times at once, as one row', async ({ post, db }) => {
    const sent = event()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post(delivery(sent, { now }))),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200))
    const rows = db.selectFrom('inbox').select('event_id').where('event_id', '=', sent.id)
    expect(await rows.execute()).toHaveLength(1)
  })

  const odd: [string, object, object][] = [
    ['an unknown type', { type: 'moon.landed' }, { state: 'ignored' }],
    ['an old API version', { api_version: '2020-08-27' }, { state: 'new' }],
    ['the other mode', { livemode: true }, { state: 'other_mode' }],
    [
      'an object without an id',
      { type: 'invoice.upcoming', data: { object: { object: 'invoice' } } },
      { state: 'ignored' },
    ],
    ['a type that another one covers', { type: 'invoice.created' }, { state: 'ignored' }],
    ['no time of creation', { created: 'yesterday' }, { created: now }],
    ['a time before all years', { created: -8_640_000_000_000 }, { created: now }],
    [
      'zero characters and half surrogates',
      { data: { object: { id: 'ch_\u0000\ud800', object: 'charge', name: '\u0000\udfff' } } },
      { object_key: 'ch_\uFFFD\uFFFD' },
    ],
    [
      'a refund that failed, under its charge',
      { type: 'refund.failed', data: { object: { id: 're_1', object: 'refund', charge: 'ch_9' } } },
      { object_key: 'ch_9', object_type: 'charge' },
    ],
    [
      'news of money, under the balance',
      { type: 'charge.updated' },
      { object_key: 'balance', object_type: 'balance' },
    ],
  ]
  for (const [name, more, expected] of odd) {
    test(name, async ({ post, db }) => {
      const sent = event(more)
      expect((await post(delivery(sent, { now }))).status).toBe(200)
      const rows = await db
        .selectFrom('inbox')
        .selectAll()
        .where('event_id', '=', sent.id)
        .execute()
      expect(rows).toHaveLength(1)
      expect(rows[0]).toMatchObject(expected)
    })
  }

  test('a stamp from the future, and one of five minutes ago', async ({ post }) => {
    const ahead = new Date(now.getTime() + 3_600_000)
    const behind = new Date(now.getTime() - 300_000)
    expect((await post(delivery(event(), { now: ahead }))).status).toBe(200)
    expect((await post(delivery(event(), { now: behind }))).status).toBe(200)
  })

  test('any of our secrets, while one takes over from the other', async ({ post }) => {
    expect((await post(delivery(event(), { now, by: 'whsec_older' }))).status).toBe(200)
  })

  test('a body of exactly 1,048,576 bytes', async ({ post }) => {
    const sent = event({ padding: '' })
    const padding = 'x'.repeat(1_048_576 - JSON.stringify(sent).length)
    expect((await post(delivery({ ...sent, padding }, { now }))).status).toBe(200)
  })
})

describe('what is refused and not stored', () => {
  const refusals: [string, () => RequestInit, number, RegExp][] = [
    [
      'no signature',
      () => ({ method: 'POST', body: JSON.stringify(event()) }),
      400,
      /none of our secrets/,
    ],
    [
      'another secret',
      () => delivery(event(), { now, by: 'whsec_stranger' }),
      400,
      /none of our secrets/,
    ],
    [
      'a body that was changed on the way',
      () => ({ ...delivery(event(), { now }), body: JSON.stringify(event()) }),
      400,
      /none of our secrets/,
    ],
    [
      'a stamp of more than five minutes ago',
      () => delivery(event(), { now: new Date(now.getTime() - 301_000) }),
      400,
      /older than five minutes/,
    ],
    [
      'a stamp that is no number, whoever signed it',
      () => signedAs('NaN', 'soon'),
      400,
      /none of our secrets/,
    ],
    [
      'a body with a mark before it that was not signed',
      () => {
        const { body, ...rest } = delivery(event(), { now })
        const marked = `\uFEFF${body}`
        const length = String(new TextEncoder().encode(marked).byteLength)
        return { ...rest, body: marked, headers: { ...rest.headers, 'content-length': length } }
      },
      400,
      /none of our secrets/,
    ],
    ['a body that is no JSON', () => delivery('{"id": ', { now }), 400, /no JSON/],
    ['an empty body', () => delivery('', { now }), 400, /none of our secrets/],
    ['JSON that is no object', () => delivery('null', { now }), 400, /no Stripe event: see body/],
    ['no id', () => delivery(event({ id: 7 }), { now }), 400, /see id/],
    ['no type', () => delivery(event({ type: null }), { now }), 400, /see type/],
    ['no object', () => delivery(event({ data: {} }), { now }), 400, /see data.object/],
    [
      'a thin notification',
      () => delivery(event({ object: 'v2.core.event' }), { now }),
      400,
      /thin notification/,
    ],
    [
      'a body of 1,048,577 bytes',
      () => delivery('x'.repeat(1_048_577), { now }),
      413,
      /1,048,576 bytes/,
    ],
  ]
  for (const [name, request, status, detail] of refusals) {
    test(name, async ({ post, db }) => {
      const before = await db.selectFrom('inbox').select('event_id').execute()
      const answer = await post(request())
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(detail) })
      expect(await db.selectFrom('inbox').select('event_id').execute()).toEqual(before)
    })
  }

  test('a long body is refused unread when its length is announced', async ({ post }) => {
    const body = new ReadableStream({
      pull: () => {
        throw new Error('the body was read')
      },
    })
    const answer = await post(streamed(body, { 'content-length': '1048577' }))
    expect(answer.status).toBe(413)
  })

  test('a long body without a length is given up on at the limit', async ({ post }) => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 65_536
        controller.enqueue(new Uint8Array(65_536))
      },
    })
    const answer = await post(streamed(body))
    expect(answer.status).toBe(413)
    expect(sent).toBeLessThan(1_400_000)
  })
})

testWithDatabase(
  'a database that cannot be reached is told to Stripe, which sends again',
  async () => {
    const db = databaseOn(openPool('postgres://nobody@127.0.0.1:1/nothing'))
    const door = doorOf({ config: testConfig, db, machineClock })
    const answer = await door.request('/webhooks/stripe', delivery(event(), { now }))
    expect(answer.status).toBeGreaterThanOrEqual(500)
    await db.destroy()
  },
)
