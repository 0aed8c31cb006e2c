import { createHmac } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect } from 'vitest'
import { testWithDatabase } from '../../database.ts'
import { testClock } from '../account.ts'
import { doorOf, testConfig } from '../house.ts'
import { forged } from './forgeries.ts'

const machineClock = testClock()
const now_s = Math.floor(machineClock.now().getTime() / 1000)
const [older = '', ours = ''] = testConfig.stripe.webhookSecrets
const test = testWithDatabase.extend<{ post: (request: RequestInit) => Promise<Response> }>({
  post: async ({ db }, use) => {
    const door = doorOf({ config: testConfig, db, machineClock })
    await use(async (request) => door.request('/webhooks/stripe', request))
  },
})

let count = 0
function event(): string {
  count += 1
  const object = { id: `ch_${count}`, object: 'charge', amount: 1000 }
  const facts = { id: `evt_signed_${count}`, type: 'charge.succeeded', created: now_s }
  return JSON.stringify({ ...facts, livemode: false, data: { object } }, null, 2)
}

function mac(body: string, { by = ours, stamp = `${now_s}` } = {}): string {
  return createHmac('sha256', by).update(`${stamp}.${body}`).digest('hex')
}

function sent(body: string | Uint8Array<ArrayBuffer>, header: string, more: object = {}) {
  return { method: 'POST', body, headers: { 'stripe-signature': header, ...more } }
}

const foreign = 'whsec_of_a_stranger'

describe('what is refused, with nothing stored', () => {
  const attacks: [string, (body: string) => RequestInit][] = [
    [
      'signed with another secret',
      (body) => sent(body, `t=${now_s},v1=${mac(body, { by: foreign })}`),
    ],
    [
      'the same JSON, written anew',
      (body) => sent(JSON.stringify(JSON.parse(body)), `t=${now_s},v1=${mac(body)}`),
    ],
    ['the right signature as v0 alone', (body) => sent(body, `t=${now_s},v0=${mac(body)}`)],
    ['no v1', (body) => sent(body, `t=${now_s}`)],
    ['no stamp', (body) => sent(body, `v1=${mac(body)}`)],
    [
      'a stamp of 301 seconds ago',
      (body) => sent(body, `t=${now_s - 301},v1=${mac(body, { stamp: `${now_s - 301}` })}`),
    ],
    ['a stamp NaN', (body) => sent(body, `t=NaN,v1=${mac(body, { stamp: 'NaN' })}`)],
    ['a stamp that is empty', (body) => sent(body, `t=,v1=${mac(body, { stamp: '' })}`)],
    [
      'a stamp beyond all numbers',
      (body) => sent(body, `t=1e999,v1=${mac(body, { stamp: '1e999' })}`),
    ],
    [
      'two stamps, one old and one fresh',
      (body) => sent(body, `t=1,t=${now_s},v1=${mac(body, { stamp: '1' })}`),
    ],
    [
      'packed with gzip',
      (body) =>
        sent(Uint8Array.from(gzipSync(body)), `t=${now_s},v1=${mac(body)}`, {
          'content-encoding': 'gzip',
        }),
    ],
    ['a mark before it', (body) => sent(`\uFEFF${body}`, `t=${now_s},v1=${mac(body)}`)],
    ['a line after it', (body) => sent(`${body}\n`, `t=${now_s},v1=${mac(body)}`)],
    ['an empty body, well signed', () => sent('', `t=${now_s},v1=${mac('')}`)],
    ['an empty header', (body) => sent(body, '')],
    ['a signature cut short', (body) => sent(body, `t=${now_s},v1=${mac(body).slice(0, 63)}`)],
    ['an empty signature', (body) => sent(body, `t=${now_s},v1=`)],
    ['a signature that is no ASCII', (body) => sent(body, `t=${now_s},v1=${'é'.repeat(64)}`)],
    [
      'a header of 20,000 signatures, none of them ours',
      (body) => sent(body, `t=${now_s}${`,v1=${mac(body, { by: foreign })}`.repeat(20_000)}`),
    ],
  ]
  for (const [name, attack] of attacks) {
    test(name, async ({ post, db }) => {
      const before = await db.selectFrom('inbox').select('event_id').execute()
      const answer = await post(attack(event()))
      expect(answer.status).toBe(400)
      expect(await db.selectFrom('inbox').select('event_id').execute()).toEqual(before)
    })
  }

  test('a hundred thousand mutations of an honest delivery', async ({ db }) => {
    const verdict = await forged({ db, machineClock }, { count: 100_000, seed: 2026 })
    expect(verdict).toMatchObject({ wrong: [], stored: 0, honest: 200 })
    expect(verdict.refused).toBeGreaterThan(98_000)
  })
})

describe('what passes', () => {
  const honest: [string, (body: string) => string][] = [
    [
      'several signatures, ours the last',
      (body) => {
        const others = [foreign, `${foreign}_2`].map((by) => `v1=${mac(body, { by })}`)
        return `t=${now_s},${others.join(',')},v1=${mac(body)}`
      },
    ],
    [
      'both secrets, while one takes over from the other',
      (body) => `t=${now_s},v1=${mac(body)},v1=${mac(body, { by: older })}`,
    ],
    ['the older secret alone', (body) => `t=${now_s},v1=${mac(body, { by: older })}`],
    ['a v0 beside it', (body) => `t=${now_s},v1=${mac(body)},v0=${mac(body, { by: foreign })}`],
    [
      'a stamp a day ahead',
      (body) => `t=${now_s + 86_400},v1=${mac(body, { stamp: `${now_s + 86_400}` })}`,
    ],
    [
      'a stamp of 300 seconds ago',
      (body) => `t=${now_s - 300},v1=${mac(body, { stamp: `${now_s - 300}` })}`,
    ],
  ]
  for (const [name, header] of honest) {
    test(name, async ({ post }) => {
      const body = event()
      expect((await post(sent(body, header(body)))).status).toBe(200)
    })
  }
})
