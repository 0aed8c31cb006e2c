import { describe, expect } from 'vitest'
import { databaseOn, openPool } from '../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../database.ts'
import { book, closeMonth, gift, income } from '../ledger/builders.ts'
import { openSite, order } from './site.ts'

/** The choices that a form would send if it were sent as it came. */
function choicesOf(page: string) {
  const inputs = [...page.matchAll(/<input[^>]*>/g)].map(([tag]) => ({
    name: /name="([^"]*)"/.exec(tag)?.[1] ?? '',
    value: /value="([^"]*)"/.exec(tag)?.[1] ?? '',
    radio: tag.includes('type="radio"') || tag.includes('type="checkbox"'),
    checked: / checked/.test(tag),
  }))
  return {
    sent: Object.fromEntries(
      inputs
        .filter(({ radio, checked }) => !radio || checked)
        .map(({ name, value }) => [name, value]),
    ),
    amounts: inputs.filter(({ name }) => name === 'amount').map(({ value }) => value),
  }
}

describe('the support page', () => {
  test('comes with a monthly amount chosen and nothing else ticked', async ({ db }) => {
    const site = await openSite(db)
    const answer = await site.get('/support')
    const { sent, amounts } = choicesOf(await answer.text())
    expect(answer.headers.get('cache-control')).toContain('no-store')
    expect(sent).toMatchObject({
      frequency: 'monthly',
      amount: '10',
      currency: 'EUR',
      amount_other: '',
    })
    expect(sent).not.toHaveProperty('cover_fees')
    expect(amounts).toEqual(['5', '10', '20', '25', '40', '50', '100', '150', '250', 'other'])
  })

  test('sent as it came opens a page to pay on', async ({ db }) => {
    const site = await openSite(db)
    const { sent } = choicesOf(await (await site.get('/support')).text())
    expect((await site.form(sent)).status).toBe(303)
  })

  test('takes what a link says about the order', async ({ db }) => {
    const site = await openSite(db)
    const link =
      'frequency=once&amount=12,50&currency=usd&campaign=spring&article=/a&tier=friend&return_to=/article'
    const { sent } = choicesOf(await (await site.get(`/support?${link}`)).text())
    expect(sent).toMatchObject({
      ...{ frequency: 'once', amount: 'other', amount_other: '12.50', currency: 'USD' },
      ...{ campaign: 'spring', article: '/a', tier: 'friend' },
      return_to: 'http://127.0.0.1:8787/article',
    })
  })

  test('keeps a long article by its first 200 characters', async ({ db }) => {
    const site = await openSite(db)
    const answer = await site.get(`/support?article=/${'long-'.repeat(60)}`)
    const { sent } = choicesOf(await answer.text())
    expect(sent).toMatchObject({ article: `/${'long-'.repeat(60)}`.slice(0, 200) })
  })

  test.for([
    'amount=1e9',
    'amount=-5',
    'frequency=daily&amount=0',
    'currency=XXX',
    'amount=20000.01',
  ])('leaves out what makes no sense in a link (%s)', async (link, { db }) => {
    const site = await openSite(db)
    const answer = await site.get(`/support?${link}`)
    const { sent } = choicesOf(await answer.text())
    expect(answer.status).toBe(200)
    expect(sent).toMatchObject({ frequency: 'monthly', amount: '10', currency: 'EUR' })
  })

  test('says the limits beside the field, for programs too', async ({ db }) => {
    const site = await openSite(db)
    const euro = await (await site.get('/support')).text()
    expect(euro).toContain('From €1.00 to €20,000.00.')
    expect(euro).toMatch(/name="amount_other"[^>]*data-min="1.00"[^>]*data-max="20000.00"/)
    const yen = await (await site.get('/support?currency=JPY')).text()
    expect(yen).toContain('From ¥100 to ¥2,000,000.')
    expect(yen).toMatch(/data-min="100"[^>]*data-max="2000000"/)
  })

  test('cannot be made to carry a script or a foreign address', async ({ db }) => {
    const site = await openSite(db)
    const link = 'campaign=%22%3E%3Cscript%3E1%3C/script%3E&return_to=https://evil.example'
    const page = await (await site.get(`/support?${link}`)).text()
    expect(page).not.toContain('<script>1')
    expect(page).not.toContain('evil.example')
  })

  test('may send its form to Stripe, and runs no script of anybody', async ({ db }) => {
    const site = await openSite(db)
    const headers = (await site.get('/support')).headers
    const csp = headers.get('content-security-policy') ?? ''
    expect(csp).toContain("form-action 'self' https://checkout.stripe.com")
    expect(csp).toContain("object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
    expect(csp).not.toContain('unsafe')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).not.toBe(null)
  })
})

test('without a database the form is not shown, as it could not be sent: 503', async () => {
  const away = databaseOn(openPool('postgres://nobody@127.0.0.1:1/none'))
  const site = await openSite(away)
  expect((await site.get('/support')).status).toBe(503)
  expect((await site.json(order())).status).toBe(503)
  await away.destroy()
})

test('the share of last year stands on the page once a month of it is closed', async ({ db }) => {
  const site = await openSite(db)
  await book(db, [gift('2025-05-02', 784n), income('2025-05-03', 'advertising', 216n)])
  expect(await (await site.get('/support')).text()).not.toContain('In 2025')
  await closeMonth(db, '2025-05')
  const sentence = 'In 2025, readers paid for 78.4% of our work.'
  expect(await (await site.get('/support')).text()).toContain(sentence)
  expect(await (await site.get('/embed.js')).text()).toContain(sentence)
})

test('the script for other sites may be loaded by them, and is small', async ({ db }) => {
  const site = await openSite(db)
  const answer = await site.get('/embed.js', '*/*')
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  expect(answer.headers.get('content-type')).toContain('text/javascript')
  const source = await answer.text()
  expect(source.length).toBeLessThan(9 * 1024)
  expect(() => new Function(source)).not.toThrow()
})
