import { expect } from 'vitest'
import { silentLog } from '../../src/platform/log.ts'
import { isPerson, issueProof } from '../../src/readers/checkout/bot-check.ts'
import { cautionFor } from '../../src/readers/checkout/caution.ts'
import { closeTriedForms } from '../../src/stripe/tried-forms.ts'
import { type Mainstay, testWithMainstay } from '../mainstay.ts'
import { until } from '../until.ts'

const test = testWithMainstay.extend({
  environment: [{ TRUSTED_PROXY: '127.0.0.1' }, { scope: 'file' }],
})
const declined = '4000000000000002'

function order({ url }: Mainstay, address: string, frequency: string) {
  const headers = {
    ...{ accept: 'application/json', 'content-type': 'application/json' },
    'x-forwarded-for': address,
  }
  return {
    send: async () => {
      const { nonce } = await (await fetch(`${url}/checkout/nonce`)).json()
      const body = JSON.stringify({ nonce, frequency, amount: '5', currency: 'EUR' })
      return fetch(`${url}/checkout`, { method: 'POST', headers, body })
    },
  }
}

/** Opens page after page and tries a stolen card on each; how many were opened before it was stopped. */
async function attack(mainstay: Mainstay, address: string, frequency: string): Promise<number> {
  for (let opened = 0; opened < 60; opened += 1) {
    const answer = await order(mainstay, address, frequency).send()
    if (answer.status === 429) return opened
    const { id } = await answer.json()
    await tryCard(mainstay, id)
  }
  return Number.POSITIVE_INFINITY
}

function tryCard({ sandboxUrl }: Mainstay, session: string) {
  const body = JSON.stringify({ email: 'x@example.org', card: declined })
  return fetch(`${sandboxUrl}/_sandbox/checkout/${session}/pay`, { method: 'POST', body })
}

test.for(['once', 'monthly'])(
  'who tries stolen cards (%s) is stopped within 20 pages, and the reader beside them is not',
  async (frequency, { mainstay }) => {
    const address = frequency === 'once' ? '203.0.113.1' : '203.0.113.2'
    expect(await attack(mainstay, address, frequency)).toBeLessThanOrEqual(20)
    const stopped = await order(mainstay, address, frequency).send()
    expect(stopped.status).toBe(429)
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    const beside = await order(mainstay, '203.0.113.77', frequency).send()
    expect(beside.status).toBe(201)
    const { id } = await beside.json()
    expect(await mainstay.pay(id, { email: 'honest@example.org' })).toMatchObject({
      payment_status: 'paid',
    })
  },
)

test('one card on many forms stops whoever else tries it, a single refusal stops nobody', async ({
  db,
  reader,
}) => {
  const now = new Date('2031-01-01T12:00:00Z')
  const refuse = async (visitor: string, form: string, card: string) => {
    const order = {
      ...{ nonce: form, member_ref: form, frequency: 'once' as const, currency: 'EUR', visitor },
      ...{ amount_minor: 500n, base_minor: 500n, extra_minor: 0n, created_at: now },
      ...{ campaign: null, article: null, tier: null, return_to: null, language: null },
      ...{ session: null, url: null, expires_at: now },
    }
    await db.insertInto('checkout_order').values(order).execute()
    const attempt = { id: `ch_${form}`, failed_at: now, nonce: form, card, customer: null }
    const told = { reason: null, risk_level: null, country: null, amount_minor: 500n }
    const row = { ...attempt, ...told, currency: 'EUR' }
    await db.insertInto('failed_attempt').values(row).execute()
  }
  for (let n = 0; n < 7; n += 1) await refuse('first', `form_a${n}`, 'stolen')
  for (let n = 0; n < 3; n += 1) await refuse('second', `form_b${n}`, 'stolen')
  await refuse('honest', 'form_c', 'own')
  const cautionOf = async (key: string) => (await cautionFor(reader, { key, now })).kind
  expect(await Promise.all(['first', 'second', 'honest', 'nobody'].map(cautionOf))).toEqual([
    ...['stopped', 'stopped', 'passes', 'passes'],
  ])
})

test('a payment page on which card after card is refused is closed', async ({ mainstay, db }) => {
  const { id } = await (await order(mainstay, '203.0.113.9', 'once').send()).json()
  for (let n = 0; n < 10; n += 1) await tryCard(mainstay, id)
  const closed = async () => {
    await closeTriedForms(mainstay.deps)
    return (await tryCard(mainstay, id)).status === 400
  }
  await until('the page is closed', closed)
  const kept = await db
    .selectFrom('checkout_order')
    .select('url')
    .where('session', '=', id)
    .executeTakeFirst()
  expect(kept).toEqual({ url: null })
})

test('in an alarm a second look at the form proves a person, a quick or a borrowed one does not', async () => {
  const time = { now: new Date('2026-03-02T12:00:00Z') }
  const deps = {
    clock: { now: () => time.now },
    log: silentLog,
    config: { appSecret: 'secret', botCheck: { kind: 'confirm' } as const },
  }
  const nonce = (id: string) => ({ id, issuedAt: time.now })
  const proof = await issueProof(deps, nonce('form_a'))
  const asked = (id: string, sent: object) =>
    isPerson(deps, { sent: { ...sent }, nonce: nonce(id), address: '203.0.113.4' })
  expect(await asked('form_a', { proof })).toBe(false)
  time.now = new Date('2026-03-02T12:00:03Z')
  expect(await asked('form_a', { proof })).toBe(true)
  expect(await asked('form_b', { proof })).toBe(false)
  expect(await asked('form_a', {})).toBe(false)
})
