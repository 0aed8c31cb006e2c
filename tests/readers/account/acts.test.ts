import { expect } from 'vitest'
import { type Mainstay, testWithMainstay as test } from '../../mainstay.ts'
import { hiddenFields, readAnswer } from './forms.ts'
import { readerAt } from './reader.ts'

const day = 86_400

/** Whoever gives 10 € a month, signed in. */
async function member(mainstay: Mainstay, email: string, card?: string) {
  const session = await mainstay.order({ frequency: 'monthly', amount: '10' })
  await mainstay.pay(session, { email, name: 'Ann', ...(card === undefined ? {} : { card }) })
  await mainstay.settled()
  const reader = await readerAt(mainstay, email)
  return {
    ask: (path: string, init: RequestInit = {}) => readAnswer(reader.get(path, init)),
    post: (path: string, fields: Record<string, string>) => readAnswer(reader.post(path, fields)),
  }
}

test('whatever a member changes is shown before, done once, and told by Stripe', async ({
  mainstay,
}) => {
  const ann = await member(mainstay, 'ann@example.org')
  const chooser = await ann.ask('/account/amount')
  expect([chooser.status, chooser.headers.get('cache-control')]).toEqual([200, 'private, no-store'])
  expect(hiddenFields(chooser.text, '/account/amount')).toEqual({})
  const shown = await ann.ask('/account/amount?amount=other&amount_other=12,50')
  expect(shown.text).toContain('€12.50 a month')
  const fields = hiddenFields(shown.text, '/account/amount')
  expect(fields).toMatchObject({ amount_minor: '1250', form: expect.stringMatching(/^form_/) })
  const done = await ann.post('/account/amount', fields)
  expect([done.status, done.location]).toEqual([303, `/account/done?form=${fields.form}`])
  const again = await ann.post('/account/amount', fields)
  expect(again.location).toBe(done.location)
  expect((await ann.ask(done.location ?? '')).text).toContain('€12.50')
  const stale = await ann.post('/account/leave', { ...fields, form: 'form_other' })
  expect([stale.status, stale.text.includes('Something has changed')]).toEqual([409, true])
})

test('programs send the fields of the contract and are told in JSON', async ({ mainstay }) => {
  const bob = await member(mainstay, 'bob@example.org')
  const send = (path: string, body: object) =>
    bob.ask(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const read = ({ status, text }: { status: number; text: string }) => [status, JSON.parse(text)]
  expect(read(await send('/account/amount', { amount_minor: 1500 }))).toMatchObject([
    ...[200, { amount_minor: 1500, currency: 'EUR', phase: 'running' }],
  ])
  expect(read(await send('/account/amount', { amount: '0.10' }))).toMatchObject([
    ...[422, { errors: [{ field: 'amount' }] }],
  ])
  expect(read(await send('/account/frequency', { frequency: 'yearly' }))).toMatchObject([
    ...[200, { frequency: 'yearly', amount_minor: 18_000 }],
  ])
  const until = new Date((await mainstay.now()) * 1000 + 60 * day * 1000).toISOString()
  expect(read(await send('/account/pause', { until }))).toMatchObject([
    ...[200, { phase: 'paused', resumes_at: expect.any(String) }],
  ])
  expect(read(await send('/account/amount', { amount: '20' }))).toMatchObject([
    ...[409, { type: '/problems/not_possible' }],
  ])
  expect(read(await send('/account/resume', {}))).toMatchObject([200, { phase: 'running' }])
  expect(read(await send('/account/leave', { reason: 'too_expensive' }))).toMatchObject([
    ...[200, { phase: 'ending', ends_at: expect.any(String) }],
  ])
  expect(read(await send('/account/stay', {}))).toMatchObject([200, { ends_at: null }])
  const card = await bob.post('/account/card', {})
  expect([card.status, card.location]).toEqual([303, expect.stringContaining('/p/session/bps_')])
})

test('what cannot be read is refused by its name and does nothing', async ({ mainstay }) => {
  const cy = await member(mainstay, 'cy@example.org')
  const told = async (act: string, body: unknown) => {
    const headers = { accept: 'application/json', 'content-type': 'application/json' }
    const sent = { method: 'POST', headers, body: JSON.stringify(body) }
    const { status, text } = await cy.ask(`/account/${act}`, sent)
    return [status, JSON.parse(text)]
  }
  const named = (field: string) => [422, { errors: [{ field }] }]
  expect(await told('leave', { subscription: {} })).toMatchObject(named('subscription'))
  expect(await told('leave', [])).toMatchObject(named('body'))
  expect(await told('leave', { reason: 'x'.repeat(501) })).toMatchObject(named('reason'))
  expect(await told('amount', {})).toMatchObject(named('amount'))
  expect(await told('stay', {})).toMatchObject([200, { phase: 'running', ends_at: null }])
  await member(mainstay, 'cy@example.org')
  expect(await told('card', {})).toMatchObject(named('subscription'))
})

test('leaving takes two clicks, says why it may be said, and offers one thing that fits', async ({
  mainstay,
}) => {
  const eve = await member(mainstay, 'eve@example.org')
  const page = await eve.ask('/account/leave')
  expect(page.text).toContain('End my membership')
  expect(page.text.match(/class="alternative"/g)?.length).toBe(3)
  const fields = hiddenFields(page.text, '/account/leave')
  const left = await eve.post('/account/leave', {
    ...fields,
    reason: 'money_tight',
    comment: 'Rent.',
  })
  const told = await eve.ask(left.location ?? '')
  expect([left.status, told.text.includes('/account/stay?subscription=')]).toEqual([303, true])
  const again = await eve.ask('/account/leave')
  expect([again.status, again.text.includes('End my membership')]).toEqual([200, false])
})

test('while a payment fails leaving offers nothing else, and voids what is open', async ({
  mainstay,
}) => {
  const dan = await member(mainstay, 'dan@example.org', '4000000000000341')
  await mainstay.advance(32 * day)
  await mainstay.settled()
  const page = await dan.ask('/account/leave')
  expect([page.text.includes('class="alternative"'), page.text.includes('ends today')]).toEqual([
    ...[false, true],
  ])
  const refused = await dan.ask('/account/amount')
  expect(refused.text).toContain('A payment for your membership is open')
  const left = await dan.post('/account/leave', hiddenFields(page.text, '/account/leave'))
  expect((await dan.ask(left.location ?? '')).text).toContain('Your membership is ended')
  const { data } = await mainstay.deps.stripe.invoices.list({ status: 'open' })
  expect(data.filter(({ customer_email }) => customer_email === 'dan@example.org')).toEqual([])
})

test('a membership of somebody else is unknown here, and a stranger signs in first', async ({
  mainstay,
}) => {
  const flo = await member(mainstay, 'flo@example.org')
  const gus = await member(mainstay, 'gus@example.org')
  const theirs = hiddenFields((await flo.ask('/account/leave')).text, '/account/leave')
  const name = theirs.subscription ?? ''
  expect((await gus.ask(`/account/leave?subscription=${name}`)).status).toBe(404)
  expect((await gus.post('/account/leave', theirs)).status).toBe(404)
  expect((await gus.post('/account/card', { subscription: name })).status).toBe(404)
  const stranger = await fetch(new URL('/account/leave', mainstay.url), {
    headers: { accept: 'text/html' },
    redirect: 'manual',
  })
  expect([stranger.status, stranger.headers.get('location')]).toEqual([
    ...[303, '/sign-in?next=%2Faccount%2Fleave'],
  ])
})

test('of several memberships it is asked which', async ({ mainstay }) => {
  await member(mainstay, 'hal@example.org')
  const hal = await member(mainstay, 'hal@example.org')
  const which = await hal.ask('/account/pause?until=2999-01-01')
  expect(which.text).toContain('Which membership?')
  expect((await hal.post('/account/pause', { until: '2999-01-01' })).status).toBe(422)
})
