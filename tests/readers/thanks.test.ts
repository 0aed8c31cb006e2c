import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { openSite, order, type Site } from './site.ts'
import { errorBody } from './stripe-stand-in.ts'

/** The page after an order whose session Stripe shows in this state; no webhook has come. */
async function thanksFor(
  site: Site,
  asked: Record<string, unknown>,
  shown: Record<string, unknown>,
) {
  await site.json(order(asked))
  const session = site.sessions.get('cs_test_1')
  site.sessions.set('cs_test_1', { ...session, ...shown })
  return site.get('/thank-you?session_id=cs_test_1')
}
const paid = { status: 'complete', payment_status: 'paid', url: null }

test('a paid membership is thanked for at once, without naming who paid', async ({ db }) => {
  const site = await openSite(db)
  const answer = await thanksFor(site, { email: 'olena@example.org' }, paid)
  const page = await answer.text()
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toContain('no-store')
  expect(page).toContain('You are a member now, with €10.00 a month.')
  expect(page.toLowerCase()).not.toContain('olena')
})

test('a gift is thanked for as a gift', async ({ db }) => {
  const site = await openSite(db)
  const answer = await thanksFor(site, { frequency: 'once', amount_minor: 2500 }, paid)
  const main = (await answer.text()).split('<h1>')[1] ?? ''
  expect(main).toContain('Your gift of €25.00 has reached us.')
  expect(main.match(/thank you/gi)).toHaveLength(1)
})

test('a bank debit under way says so and does not thank yet', async ({ db }) => {
  const site = await openSite(db)
  const page = await (await thanksFor(site, {}, { ...paid, payment_status: 'unpaid' })).text()
  expect(page).toContain('Your bank debit is under way')
  expect(page).not.toMatch(/thank you/i)
})

test('a page that was left unpaid gets no thanks and leads back to it', async ({ db }) => {
  const site = await openSite(db)
  const page = await (await thanksFor(site, {}, {})).text()
  expect(page).toContain('Nothing was paid yet')
  expect(page).toContain('href="https://checkout.stripe.com/c/pay/cs_test_1"')
  expect(page).not.toMatch(/thank/i)
})

test('an expired page gets no thanks', async ({ db }) => {
  const site = await openSite(db)
  const page = await (await thanksFor(site, {}, { status: 'expired', url: null })).text()
  expect(page).toContain('This payment page has expired')
  expect(page).not.toMatch(/thank/i)
})

test.for([
  [{ return_to: '/article', article: '/other' }, 'http://127.0.0.1:8787/article'],
  [{ article: 'https://news.example/story' }, 'https://news.example/story'],
  [{ article: 'https://evil.example/story' }, '/support'],
  [{ article: `/${'cut'.repeat(80)}`.slice(0, 200) }, '/support'],
  [{}, '/support'],
] as const)('the way back of %j is %s', async ([asked, back], { db }) => {
  const site = await openSite(db)
  const page = await (await thanksFor(site, asked, paid)).text()
  expect(page).toContain(`<a class="button" href="${back}">`)
})

test.for(['cs_test_none', '', '../customers', 'cs_test_1/expire', "cs_'"])(
  '«%s» is no session of ours: 404',
  async (id, { db }) => {
    const site = await openSite(db)
    const answer = await site.get(`/thank-you?session_id=${encodeURIComponent(id)}`)
    expect(answer.status).toBe(404)
  },
)

test('an answer of Stripe that is none is told as no answer', async ({ db }) => {
  const site = await openSite(db)
  site.failNext({ body: 'null' })
  expect((await site.get('/thank-you?session_id=cs_test_1')).status).toBe(502)
})

test('while Stripe is away the page says that what was paid is safe', async ({ db }) => {
  const site = await openSite(db)
  site.failNext({ status: 400, body: errorBody('api_key_expired') })
  const answer = await site.get('/thank-you?session_id=cs_test_1')
  expect(answer.status).toBe(502)
  expect(await answer.text()).toContain('If you have paid, it is safe.')
})
