import type Stripe from 'stripe'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Started, startSandbox } from './server.ts'

let sandbox: Started
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.stop())

const THANKS = 'https://news.example/thank-you?session_id={CHECKOUT_SESSION_ID}'

type Asked = {
  name?: string
  amount?: number
  currency?: string
  interval?: 'month' | 'year'
  email?: string
  submit?: 'donate' | 'pay'
}

/** An open session; `url` is its payment page. */
async function session({ name = 'Gift', amount = 1000, currency = 'eur', ...asked }: Asked = {}) {
  const price_data = { currency, unit_amount: amount, product_data: { name } }
  const recurring = asked.interval && { recurring: { interval: asked.interval } }
  const made = await sandbox.stripe.checkout.sessions.create({
    mode: asked.interval ? 'subscription' : 'payment',
    success_url: THANKS,
    cancel_url: 'https://news.example/support',
    line_items: [{ quantity: 1, price_data: { ...price_data, ...recurring } }],
    ...(asked.email !== undefined && { customer_email: asked.email }),
    ...(asked.submit !== undefined && { submit_type: asked.submit }),
  })
  return { id: made.id, url: made.url ?? '' }
}

const good = { email: 'ann@example.org', card: '4242 4242 4242 4242' }

async function post(url: string, form: Record<string, string>) {
  const body = new URLSearchParams(form)
  return seen(await fetch(url, { method: 'POST', body, redirect: 'manual' }))
}
async function seen(answer: Response) {
  const html = await answer.text()
  const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  const csp = answer.headers.get('content-security-policy') ?? ''
  return { status: answer.status, location: answer.headers.get('location'), html, text, csp }
}
const look = async (url: string) => seen(await fetch(url))
const stateOf = async (id: string) => {
  const { status, payment_status } = await sandbox.stripe.checkout.sessions.retrieve(id)
  return `${status} ${payment_status}`
}

test('the page says what is paid, to whom, and what the button will do', async () => {
  const { url } = await session({ name: 'Membership', interval: 'month', submit: 'donate' })
  const page = await look(url)
  expect(page.text).toContain('SANDBOX – no money moves')
  expect(page.text).toContain('Membership €10.00 per month to The Harbour Post')
  expect(page.text).toContain('Donate €10.00 per month')
  expect(page.html).toContain('href="https://news.example/support"')
  expect(page.html).toMatch(/<input id="card"[^>]*autocomplete="cc-number"/)
})

test.each([
  [{ submit: 'pay' }, 'Pay €10.00'],
  [{}, 'Pay €10.00'],
  [{ interval: 'year', amount: 5000 }, 'Subscribe'],
  [{ currency: 'jpy', amount: 1500, submit: 'donate' }, 'Donate ¥1,500'],
] as const)('%j makes the button say %s', async (asked, label) => {
  const { url } = await session(asked)
  expect((await look(url)).text).toContain(` ${label} Test numbers`)
})

test('a payment of several lines shows each, and their sum on the button', async () => {
  const line = (name: string, unit_amount: number) => ({
    quantity: 1,
    price_data: { currency: 'eur', unit_amount, product_data: { name } },
  })
  const { url } = await sandbox.stripe.checkout.sessions.create({
    mode: 'payment',
    success_url: THANKS,
    line_items: [line('Gift', 1000), line('Book', 1250)],
  })
  const { text } = await look(url ?? '')
  expect(text).toContain('Gift €10.00 Book €12.50')
  expect(text).toContain('Pay €22.50')
})

test('paying leads back to the newsroom with the id of the session', async () => {
  const { id, url } = await session()
  const paid = await post(url, good)
  expect(paid).toMatchObject({
    status: 303,
    location: `https://news.example/thank-you?session_id=${id}`,
  })
  expect(await stateOf(id)).toBe('complete paid')
})

test('the redirect to the newsroom is one that the page allows its form', async () => {
  const { url } = await session()
  expect((await look(url)).csp).toContain("form-action 'self' https://news.example")
})

test('a declined card says so, keeps what was typed, and another card pays', async () => {
  const { id, url } = await session()
  const declined = await post(url, { ...good, name: 'Ann', card: '4000000000000002' })
  expect(declined.status).toBe(402)
  expect(declined.text).toContain('Your card was declined. Nothing was charged')
  expect(declined.html).toContain('value="ann@example.org"')
  expect(declined.html).toContain('value="Ann"')
  expect(declined.html).toMatch(/<input id="card"[^>]*aria-invalid="true"/)
  expect(await stateOf(id)).toBe('open unpaid')
  expect((await post(url, good)).status).toBe(303)
})

test('a card without funds says so', async () => {
  const { url } = await session()
  expect((await post(url, { ...good, card: '4000000000009995' })).text).toContain(
    'Your card has insufficient funds.',
  )
})

test.each([
  [{ card: '' }, 'card', 'Enter a card number.'],
  [{ card: '1234' }, 'card', 'Your card number is incorrect.'],
  [{ email: 'ann' }, 'email', 'Enter an e-mail address'],
  [{ country: 'Ukraine' }, 'country', 'Enter two letters'],
  [{ card: '', iban: 'DE00' }, 'iban', 'The IBAN you entered is invalid.'],
])('%j is refused beside its field and in the summary', async (wrong, field, message) => {
  const { id, url } = await session()
  const page = await post(url, { ...good, ...wrong })
  expect(page.status).toBe(400)
  expect(page.html).toContain(`<a href="#${field}">${message}`)
  expect(page.html).toMatch(new RegExp(`id="${field}-wrong">${message}`))
  expect(await stateOf(id)).toBe('open unpaid')
})

test('what was typed comes back as text, never as markup', async () => {
  const { url } = await session()
  const page = await post(url, { ...good, email: '"><script>alert(1)</script>' })
  expect(page.html).not.toContain('<script>')
})

test('3-D Secure asks first: failing it keeps the form, completing it pays', async () => {
  const { id, url } = await session()
  const secure = { ...good, card: '4000 0000 0000 3220' }
  const asked = await post(url, secure)
  expect(asked.text).toContain('Your bank wants to know it is you')
  expect(await stateOf(id)).toBe('open unpaid')
  const failed = await post(url, { ...secure, authentication: 'fail' })
  expect(failed).toMatchObject({ status: 402 })
  expect(failed.text).toContain('Your bank could not confirm that it is you.')
  const completed = await post(url, { ...secure, authentication: 'complete' })
  expect(completed.status).toBe(303)
  expect(await stateOf(id)).toBe('complete paid')
})

test('a bank account is debited later: the session is complete and unpaid', async () => {
  const { id, url } = await session()
  const paid = await post(url, { ...good, card: '', iban: 'DE89 3704 0044 0532 0130 00' })
  expect(paid.status).toBe(303)
  expect(await stateOf(id)).toBe('complete unpaid')
})

test('the address given by the newsroom cannot be exchanged for another', async () => {
  const { id, url } = await session({ email: 'ann@example.org' })
  expect((await look(url)).html).toMatch(/<input id="email"[^>]*readonly/)
  await post(url, { ...good, email: 'eve@example.org' })
  const { customer_details } = await sandbox.stripe.checkout.sessions.retrieve(id)
  expect(customer_details?.email).toBe('ann@example.org')
})

test('a paid session takes no second payment and shows the way on', async () => {
  const { id, url } = await session()
  await post(url, good)
  for (const page of [await look(url), await post(url, good)]) {
    expect(page.text).toContain('This payment is done')
    expect(page.html).toContain(`href="https://news.example/thank-you?session_id=${id}"`)
  }
  const intents = await sandbox.stripe.charges.list({ limit: 100 })
  const { payment_intent } = await sandbox.stripe.checkout.sessions.retrieve(id)
  expect(intents.data.filter((charge) => charge.payment_intent === payment_intent)).toHaveLength(1)
})

test('two tabs that pay at once pay once', async () => {
  const { url } = await session()
  const press = async () => {
    const init = { method: 'POST', body: new URLSearchParams(good) }
    return seen(await sandbox.fetch(new Request(url, init)))
  }
  const both = await Promise.all([press(), press()])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 303])
  expect(both.find(({ status }) => status === 200)?.text).toContain('This payment is done')
})

test('an expired session says that nothing was charged', async () => {
  const { id, url } = await session()
  await sandbox.stripe.checkout.sessions.expire(id)
  const page = await post(url, good)
  expect(page.text).toContain('This payment page has expired')
  expect(page.text).toContain('Nothing was charged.')
})

test('an unknown session is a page that says so', async () => {
  const page = await look(`${sandbox.origin}/c/pay/cs_test_nothing`)
  expect(page).toMatchObject({ status: 404 })
  expect(page.text).toContain('No such payment')
})

/** An open session of a membership of 7.00 EUR a month; answers the address of its page. */
async function membershipPage(more: Partial<Stripe.Checkout.SessionCreateParams>) {
  const made = await sandbox.stripe.checkout.sessions.create({
    mode: 'subscription',
    success_url: THANKS,
    line_items: [
      {
        quantity: 1,
        price_data: {
          ...{ currency: 'eur', unit_amount: 700, recurring: { interval: 'month' } },
          product_data: { name: 'Membership' },
        },
      },
    ],
    ...more,
  })
  return { id: made.id, url: made.url ?? '' }
}

const shownOn = (html: string) => /name="shown" value="([^"]*)"/.exec(html)?.[1] ?? ''

test.each([
  ['forever', {}, '€5.60 per month', null],
  ['once', {}, '€5.60', 'then €7.00 per month'],
  ['repeating', { duration_in_months: 3 }, '€5.60 per month', 'for 3 months, then €7.00 per month'],
] as const)('a discount that lasts %s is said so', async (duration, more, price, after) => {
  const coupon = await sandbox.stripe.coupons.create({ percent_off: 20, duration, ...more })
  const { url } = await membershipPage({ discounts: [{ coupon: coupon.id }] })
  const { html, text } = await look(url)
  expect(shownOn(html)).toBe([price, after].filter(Boolean).join(', '))
  expect(text).toContain('Membership €7.00 Discount -€1.40')
})

test('a trial says how long it is free, what follows, and what the button does', async () => {
  const { url } = await membershipPage({ subscription_data: { trial_period_days: 14 } })
  const { text } = await look(url)
  expect(text).toContain('14 days free then €7.00 per month')
  expect(text).toContain(' Start trial ')
})

test('a code is looked at before anything is paid, and then lowers what is paid', async () => {
  const coupon = await sandbox.stripe.coupons.create({ percent_off: 20, duration: 'forever' })
  const promotion = { type: 'coupon', coupon: coupon.id } as const
  await sandbox.stripe.promotionCodes.create({ promotion, code: 'READERS' })
  const { id, url } = await membershipPage({ allow_promotion_codes: true })
  const { html } = await look(url)
  const typed = { ...good, promotion_code: 'readers', shown: shownOn(html) }
  const applied = await post(url, { ...typed, look: 'yes' })
  expect(applied.text).toContain('It comes to €5.60 per month.')
  expect(applied.html).toContain('value="ann@example.org"')
  // Enter in a field presses the button that pays: the new sum is shown first all the same
  expect((await post(url, typed)).status).toBe(200)
  expect(await stateOf(id)).toBe('open unpaid')
  expect((await post(url, { ...typed, shown: shownOn(applied.html) })).status).toBe(303)
  const { amount_total } = await sandbox.stripe.checkout.sessions.retrieve(id)
  expect(amount_total).toBe(560)
})

test('a code that does not count says so beside its field', async () => {
  const { url } = await membershipPage({ allow_promotion_codes: true })
  const page = await post(url, { ...good, promotion_code: 'NOTHING', look: 'yes' })
  expect(page.status).toBe(400)
  expect(page.html).toContain('<a href="#promotion_code">This code is invalid.</a>')
})

test('prices that adapt are shown in the money of the payer’s country before they pay', async () => {
  const { id, url } = await membershipPage({ adaptive_pricing: { enabled: true } })
  const { html } = await look(url)
  const typed = { ...good, country: 'US', shown: shownOn(html) }
  const page = await post(url, typed)
  expect(page.text).toContain('$7.56 in your currency') // 7.00 EUR at 1.08
  expect((await post(url, { ...typed, shown: shownOn(page.html) })).status).toBe(303)
  expect(await sandbox.stripe.checkout.sessions.retrieve(id)).toMatchObject({
    ...{ currency: 'eur', amount_total: 700 },
    presentment_details: { presentment_amount: 756, presentment_currency: 'usd' },
  })
})

test('the newsroom’s own questions, the terms and the news are asked and kept', async () => {
  const { id, url } = await membershipPage({
    consent_collection: { terms_of_service: 'required', promotions: 'auto' },
    custom_fields: [
      { key: 'town', label: { custom: 'Your town', type: 'custom' }, type: 'text' },
      {
        ...{ key: 'shirt', label: { custom: 'Size', type: 'custom' }, type: 'dropdown' },
        ...{ optional: true, dropdown: { options: [{ label: 'Large', value: 'l' }] } },
      },
    ],
  })
  const page = await post(url, good)
  expect(page.status).toBe(400)
  expect(page.html).toContain('<a href="#answer_town">Your town: Fill this in.</a>')
  expect(page.html).toContain('<a href="#terms">Agree to the terms to go on.</a>')
  const answers = { answer_town: 'Lviv', answer_shirt: 'l', terms: 'yes', promotions: 'yes' }
  expect((await post(url, { ...good, ...answers })).status).toBe(303)
  const { consent, custom_fields } = await sandbox.stripe.checkout.sessions.retrieve(id)
  expect(consent).toEqual({ terms_of_service: 'accepted', promotions: 'opt_in' })
  expect(custom_fields).toMatchObject([{ text: { value: 'Lviv' } }, { dropdown: { value: 'l' } }])
})

test('a session that asks for no card takes none', async () => {
  const coupon = await sandbox.stripe.coupons.create({ percent_off: 100, duration: 'once' })
  const made = await sandbox.stripe.checkout.sessions.create({
    ...{ mode: 'payment', success_url: THANKS, discounts: [{ coupon: coupon.id }] },
    line_items: [
      {
        quantity: 1,
        price_data: { currency: 'eur', unit_amount: 700, product_data: { name: 'Book' } },
      },
    ],
  })
  const { html, text } = await look(made.url ?? '')
  expect(html).not.toContain('id="card"')
  expect(text).toContain('€0.00')
  expect((await post(made.url ?? '', { email: 'ann@example.org' })).status).toBe(303)
  expect(await stateOf(made.id)).toBe('complete no_payment_required')
})

test('an expired session leads back by its recovery link, to one like it', async () => {
  const { id } = await membershipPage({ after_expiration: { recovery: { enabled: true } } })
  const { after_expiration } = await sandbox.stripe.checkout.sessions.expire(id)
  const link = after_expiration?.recovery?.url ?? ''
  expect(link).toBe(`${sandbox.origin}/r/${id}`)
  const follow = () => fetch(link, { redirect: 'manual' }).then((r) => r.headers.get('location'))
  const url = await follow()
  expect(await follow()).toBe(url) // one open copy, however often the link is followed
  expect((await post(url ?? '', good)).status).toBe(303)
  const [copy] = (await sandbox.stripe.checkout.sessions.list({ limit: 1 })).data
  expect(copy).toMatchObject({ recovered_from: id, status: 'complete', amount_total: 700 })
})
