import { describe, expect } from 'vitest'
import { keyedHash } from '../../src/platform/auth/hash.ts'
import { testWithDatabase as test } from '../database.ts'
import { until } from '../until.ts'
import { appSecret, noon, openSite, order, type Site } from './site.ts'
import { errorBody } from './stripe-stand-in.ts'

async function fieldsRefused(answer: Response): Promise<string[]> {
  expect(answer.status).toBe(422)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const { errors } = await answer.json()
  return errors.map((error: { field: string }) => error.field)
}

describe('an order', () => {
  test('opens one Stripe page, and a browser is sent there', async ({ db }) => {
    const site = await openSite(db)
    const answer = await site.form({ frequency: 'once', amount: '25', currency: 'EUR' })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('https://checkout.stripe.com/c/pay/cs_test_1')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('of a form that names no type it wants is sent there too', async ({ db }) => {
    const site = await openSite(db)
    const fields = { frequency: 'once', amount: '25', currency: 'EUR' }
    expect((await site.form(fields, { accept: '*/*' })).status).toBe(303)
    expect((await site.form(fields, { accept: 'application/json' })).status).toBe(201)
  })

  test('of a program is answered with the session', async ({ db }) => {
    const site = await openSite(db)
    const answer = await site.json(order())
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({
      id: 'cs_test_1',
      url: 'https://checkout.stripe.com/c/pay/cs_test_1',
    })
  })

  test('tells session, payment and subscription what it is for', async ({ db }) => {
    const site = await openSite(db)
    const said = { campaign: 'spring', article: '/a/1', tier: 'friend', email: 'o@example.org' }
    await site.json(order(said))
    await site.json(order({ ...said, frequency: 'once' }))
    const [membership, gift] = site.created().map(({ params }) => Object.fromEntries(params))
    expect(membership).toMatchObject({
      mode: 'subscription',
      submit_type: 'donate',
      ui_mode: 'hosted_page',
      'line_items[0][price_data][unit_amount]': '1000',
      'line_items[0][price_data][currency]': 'eur',
      'line_items[0][price_data][recurring][interval]': 'month',
      'metadata[kind]': 'membership',
      'subscription_data[metadata][campaign]': 'spring',
      'subscription_data[metadata][article]': '/a/1',
      customer_email: 'o@example.org',
    })
    expect(gift).toMatchObject({
      mode: 'payment',
      customer_creation: 'if_required',
      'metadata[kind]': 'gift',
      'payment_intent_data[metadata][kind]': 'gift',
      'payment_intent_data[metadata][base_minor]': '1000',
    })
    expect(membership?.['subscription_data[metadata][member_ref]']).toMatch(/^ref_\w+$/)
    expect(membership).not.toHaveProperty('payment_method_types[0]')
  })

  test('leaves no word about the payer in our tables', async ({ db }) => {
    const site = await openSite(db)
    await site.json(order({ email: 'olena@example.org' }))
    const rows = await db.selectFrom('checkout_order').selectAll().execute()
    expect(String(rows.map((row) => Object.values(row)))).not.toContain('olena')
  })

  test('lives as long as its session: 24 hours, less a minute for clocks that differ', async ({
    db,
  }) => {
    const site = await openSite(db)
    await site.json(order())
    const expires = site.created()[0]?.params.get('expires_at')
    expect(Number(expires) - noon.getTime() / 1000).toBe(24 * 3600 - 60)
  })

  test('that covers the card fee is charged what leaves the whole gift', async ({ db }) => {
    const site = await openSite(db)
    await site.json(order({ cover_fees: true }))
    // (10.00 + 0.25) / (1 − 0.019) = 10.4485… → 10.45
    expect(Object.fromEntries(site.created()[0]?.params ?? [])).toMatchObject({
      'line_items[0][price_data][unit_amount]': '1045',
      'metadata[base_minor]': '1000',
      'metadata[fee_cover_minor]': '45',
    })
  })
})

describe('the amount', () => {
  const euros = { frequency: 'once', currency: 'EUR' }
  test.for([
    ['12,50', 1250],
    ['12.5', 1250],
    [' € 7 ', 700],
    ['1.234,56', 123456],
    ['20000', 2000000],
  ] as const)('%s is read as %i minor units', async ([amount, minor], { db }) => {
    const site = await openSite(db)
    expect((await site.json({ ...euros, amount })).status).toBe(201)
    expect(site.created()[0]?.params.get('line_items[0][price_data][unit_amount]')).toBe(
      String(minor),
    )
  })

  test.for([
    '-5',
    '0',
    '0,001',
    '1e3',
    '１０',
    '20000,01',
    '',
    'ten',
    '1 000',
    '1.000',
    '+5',
    '0.99',
  ])('«%s» is refused in the field it came in, and Stripe is not asked', async (amount, { db }) => {
    const site = await openSite(db)
    expect(await fieldsRefused(await site.json({ ...euros, amount }))).toEqual(['amount'])
    const asOther = await site.json({ ...euros, amount: 'other', amount_other: amount })
    expect(await fieldsRefused(asOther)).toEqual(['amount_other'])
    expect(site.asked).toEqual([])
  })

  test.for([-5, 0, 10.5, 99, 2000001, '1e3', '１０', null])(
    '%s minor units are refused by that name',
    async (amount_minor, { db }) => {
      const site = await openSite(db)
      expect(await fieldsRefused(await site.json({ ...euros, amount_minor }))).toEqual([
        'amount_minor',
      ])
    },
  )

  test('sent twice with two values is refused, with the same value taken', async ({ db }) => {
    const site = await openSite(db)
    const differing = await site.json({ ...euros, amount: '10', amount_minor: 1001 })
    expect(await fieldsRefused(differing)).toEqual(['amount', 'amount_minor'])
    expect((await site.json({ ...euros, amount: '10', amount_minor: '1000' })).status).toBe(201)
  })

  test('of a form counts in the text field when other or nothing is chosen', async ({ db }) => {
    const site = await openSite(db)
    await site.form({ ...euros, amount: 'other', amount_other: '3,20' })
    await site.form({ ...euros, amount_other: '4' })
    await site.form({ ...euros, amount: '25', amount_other: '4' })
    const sums = site
      .created()
      .map(({ params }) => params.get('line_items[0][price_data][unit_amount]'))
    expect(sums).toEqual(['320', '400', '2500'])
  })

  test('in minor units counts when other is chosen and no text sent', async ({ db }) => {
    const site = await openSite(db)
    const chosen = { ...euros, amount: 'other' }
    expect((await site.json({ ...chosen, amount_minor: 500 })).status).toBe(201)
    const neither = await (await site.json(chosen)).json()
    expect(neither.errors).toEqual([{ field: 'amount', message: 'Enter an amount.' }])
  })

  test('keeps to the decimals of its currency', async ({ db }) => {
    const site = await openSite(db)
    const give = (currency: string, amount: string) =>
      site.json({ frequency: 'once', currency, amount })
    expect((await give('JPY', '1500')).status).toBe(201)
    expect(await fieldsRefused(await give('JPY', '1500,5'))).toEqual(['amount'])
    expect((await give('KWD', '2.500')).status).toBe(201)
    expect(await fieldsRefused(await give('KWD', '2.505'))).toEqual(['amount'])
    const inMinor = { frequency: 'once', currency: 'KWD', amount_minor: 2505 }
    expect(await fieldsRefused(await site.json(inMinor))).toEqual(['amount_minor'])
    const sums = site
      .created()
      .map(({ params }) => params.get('line_items[0][price_data][unit_amount]'))
    expect(sums).toEqual(['1500', '2500'])
  })
})

describe('a tampered order is refused with its field named:', () => {
  test.for([
    [{ currency: 'XXX' }, ['currency']],
    [{ currency: undefined }, ['currency']],
    [{ frequency: 'weekly' }, ['frequency']],
    [{ frequency: undefined, currency: 'euro' }, ['frequency', 'currency']],
    [{ email: 'nobody' }, ['email']],
    [{ campaign: 'a'.repeat(201) }, ['campaign']],
    [{ article: '\u0000' }, ['article']],
    [{ article: '\ud800' }, ['article']],
    [{ amount_minor: undefined, amount: 12.5 }, ['amount']],
    [{ cover_fees: 'perhaps' }, ['cover_fees']],
  ] as const)('%j', async ([more, fields], { db }) => {
    const site = await openSite(db)
    expect(await fieldsRefused(await site.json(order(more)))).toEqual(fields)
  })

  test('on the form everything typed stays, the error stands beside its field and has the focus', async ({
    db,
  }) => {
    const site = await openSite(db)
    const fields = {
      frequency: 'yearly',
      currency: 'EUR',
      amount: 'other',
      amount_other: '1e3',
      campaign: 'spring',
    }
    const answer = await site.form({ ...fields, email: 'o@example.org' })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toMatch(/<div class="errors"[^>]*autofocus/)
    expect(page).toMatch(/id="amount_other"[^>]*value="1e3"[^>]*aria-invalid="true"/)
    expect(page).toMatch(/id="frequency-yearly"[^>]*checked/)
    expect(page).toContain('name="campaign" value="spring"')
    expect(page).toContain('value="o@example.org"')
  })
})

describe('a nonce', () => {
  test('that is missing, forged or older than a day opens nothing', async ({ db }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    const forged = nonce.replace(/.$/, (last) => (last === '0' ? '1' : '0'))
    for (const bad of ['', 'x', forged, undefined]) {
      expect((await site.json(order({ nonce: bad }))).status).toBe(403)
    }
    site.time.now = new Date(noon.getTime() + 24 * 3600 * 1000 - 1000)
    expect((await site.json(order({ nonce }))).status).toBe(201)
    const other = await site.json(order({ nonce: await site.newNonce() }))
    expect(other.status).toBe(201)
    site.time.now = new Date(noon.getTime() + 24 * 3600 * 1000)
    expect((await site.json(order({ nonce }))).status).toBe(403)
  })

  test('that is stale brings a browser the form again, with what was typed and a fresh one', async ({
    db,
  }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    site.time.now = new Date(noon.getTime() + 25 * 3600 * 1000)
    const stale = await site.form({
      nonce,
      frequency: 'once',
      amount: 'other',
      amount_other: '7',
      currency: 'EUR',
    })
    const page = await stale.text()
    expect(stale.status).toBe(403)
    expect(page).toContain('value="7"')
    const fresh = /name="nonce" value="([^"]+)"/.exec(page)?.[1]
    expect((await site.json(order({ nonce: fresh }))).status).toBe(201)
  })

  test('sent again gives the same session, whatever it says by then', async ({ db }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    const first = await (await site.json(order({ nonce }))).json()
    const again = await site.json(order({ nonce, amount_minor: 5000, frequency: 'once' }))
    expect([again.status, await again.json()]).toEqual([201, first])
    expect(site.created()).toHaveLength(1)
  })

  test('sent ten times at once gives one session', async ({ db }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    const answers = await Promise.all(Array.from({ length: 10 }, () => site.json(order({ nonce }))))
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    expect(new Set(bodies.map(({ id }) => id))).toEqual(new Set(['cs_test_1']))
    expect(site.sessions.size).toBe(1)
    expect(await hits(site)).toEqual([1, 1])
  })

  test('sent again gives that session too when what it says by then is no order', async ({
    db,
  }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    const first = await (await site.json(order({ nonce }))).json()
    const again = await site.json(order({ nonce, amount_minor: -1, currency: 'QQQ' }))
    expect([again.status, await again.json()]).toEqual([201, first])
  })

  test('sent while Stripe works on it waits for its session, whoever else is named by then', async ({
    db,
  }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    const release = site.holdNext()
    const first = site.json(order({ nonce }))
    await until('the order at Stripe', () => site.created().length === 1)
    const second = site.json(order({ nonce }))
    // asked, and once more by Stripe's library
    await until('two refusals', () => site.created().length === 3)
    release()
    const third = site.json(order({ nonce, email: 'olena@example.org' }))
    const answers = await Promise.all([first, second, third])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    const ids = await Promise.all(answers.map(async (answer) => (await answer.json()).id))
    expect(new Set(ids)).toEqual(new Set(['cs_test_1']))
    expect(site.sessions.size).toBe(1)
    expect(await hits(site)).toEqual([1, 1])
  })

  test('sent with another address after silence can be sent once more', async ({ db }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    const release = site.holdNext()
    const first = site.json(order({ nonce, email: 'a@example.org' }))
    await until('the order at Stripe', () => site.created().length === 1)
    release()
    await first
    await db.updateTable('checkout_order').set({ session: null, url: null }).execute() // killed here
    expect((await site.json(order({ nonce, email: 'b@example.org' }))).status).toBe(502)
    expect((await site.json(order({ nonce, email: 'b@example.org' }))).status).toBe(201)
  })

  test('of a paid session leads to its thank-you page, of an expired one nowhere', async ({
    db,
  }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    await site.json(order({ nonce }))
    const session = site.sessions.get('cs_test_1') ?? {}
    site.sessions.set('cs_test_1', {
      ...session,
      status: 'complete',
      payment_status: 'paid',
      url: null,
    })
    const paid = await site.form({ nonce, frequency: 'monthly', amount: '10', currency: 'EUR' })
    expect(paid.headers.get('location')).toBe(
      'http://127.0.0.1:8787/thank-you?session_id=cs_test_1',
    )
    site.sessions.set('cs_test_1', { ...session, status: 'expired', url: null })
    expect((await site.json(order({ nonce }))).status).toBe(403)
  })
})

describe('return_to', () => {
  test.for([
    ['/article?a=1', 'http://127.0.0.1:8787/article?a=1'],
    ['https://news.example/story', 'https://news.example/story'],
  ] as const)('%s becomes the cancel link', async ([return_to, expected], { db }) => {
    const site = await openSite(db)
    await site.json(order({ return_to }))
    expect(site.created()[0]?.params.get('cancel_url')).toBe(expected)
  })

  test.for([
    '//evil.example/',
    '/\\evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    'https://news.example@evil.example/',
    'https://x:y@news.example/',
    '\thttps://evil.example',
    'http://news.example/',
  ])('%s is ignored', async (return_to, { db }) => {
    const site = await openSite(db)
    expect((await site.json(order({ return_to }))).status).toBe(201)
    expect(site.created()[0]?.params.get('cancel_url')).toMatch(
      /^http:\/\/127\.0\.0\.1:8787\/support\?/,
    )
  })
})

describe('a form from somewhere else', () => {
  test.for(['https://evil.example', 'null', 'http://127.0.0.1:9999'])(
    '(%s) is refused',
    async (origin, { db }) => {
      const site = await openSite(db)
      expect((await site.form({}, { origin })).status).toBe(403)
    },
  )

  test('JSON that is none is 400 and a form of nothing 403', async ({ db }) => {
    const site = await openSite(db)
    const post = (body: string, type: string) =>
      site.app.request('/checkout', { method: 'POST', body, headers: { 'content-type': type } })
    const broken = await post('{"frequency"', 'application/json')
    expect([broken.status, broken.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json',
    ])
    expect((await post('[]', 'application/json')).status).toBe(403)
    expect((await post('x', 'multipart/form-data; boundary=none')).status).toBe(400)
    expect((await post('a'.repeat(70_000), 'application/json')).status).toBe(413)
  })
})

describe('when Stripe', () => {
  test.for([
    ['400', { status: 400, body: errorBody('parameter_unknown', { param: 'x' }) }],
    ['429', { status: 429, body: errorBody('rate_limit') }],
    ['no JSON', { status: 200, body: '<html>gateway</html>' }],
    ['nothing at all', { status: 200, body: 'null' }],
    ['an object without error or session', { status: 404, body: { message: 'nope' } }],
  ] as const)(
    'answers %s, the reader is told so and the same form can be sent again',
    async ([, answer], { db }) => {
      const site = await openSite(db)
      const nonce = await site.newNonce()
      site.failNext(answer)
      expect((await site.json(order({ nonce }))).status).toBe(502)
      expect(site.logged.map(([event]) => event)).toEqual(['stripe opened no checkout session'])
      expect((await site.json(order({ nonce }))).status).toBe(201)
    },
  )

  test('answers 500 twice, the answer it keeps does not stick to the form', async ({ db }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    const broken = { status: 500, body: { error: { type: 'api_error', message: 'x' } } }
    site.failNext(broken, broken)
    const answer = await site.form({ nonce, frequency: 'once', amount: '25', currency: 'EUR' })
    expect(answer.status).toBe(502)
    expect(await answer.text()).toContain('Nothing was charged')
    expect(
      await db
        .selectFrom('checkout_order')
        .select('nonce')
        .where('nonce', '=', nonce.split('.')[0] ?? '')
        .execute(),
    ).toEqual([])
    expect((await site.json(order({ nonce }))).status).toBe(201)
  })

  test('hangs up, the row stays and the same key asks again', async ({ db }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    site.failNext('hang up', 'hang up', 'hang up')
    expect((await site.json(order({ nonce }))).status).toBe(502)
    expect((await site.json(order({ nonce, amount_minor: 9900 }))).status).toBe(201)
    expect(new Set(site.created().map(({ key }) => key)).size).toBe(1)
    expect(site.created().at(-1)?.params.get('line_items[0][price_data][unit_amount]')).toBe('1000')
  })

  test('does not answer at all, the reader is not kept waiting for long', async ({ db }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    site.failNext('silence', 'silence')
    expect((await site.json(order({ nonce }))).status).toBe(502)
    expect((await site.json(order({ nonce }))).status).toBe(201)
    expect(new Set(site.created().map(({ key }) => key)).size).toBe(1)
  }, 15_000)

  test('finds the amount too small, the field it was sent in says so', async ({ db }) => {
    const site = await openSite(db)
    const small = { status: 400, body: errorBody('amount_too_small') }
    site.failNext(small, small)
    expect(await fieldsRefused(await site.json(order()))).toEqual(['amount_minor'])
    expect(
      await fieldsRefused(await site.json(order({ amount: '10', amount_minor: undefined }))),
    ).toEqual(['amount'])
    expect(await hits(site)).toEqual([0, 0])
  })
})

describe('from one address', () => {
  test('thirty orders a minute pass; refused and repeated ones do not count', async ({ db }) => {
    const site = await openSite(db)
    const nonce = await site.newNonce()
    await site.json(order({ nonce }))
    await site.json(order({ nonce }))
    await site.json(order({ amount_minor: 1 }))
    const answers = await Promise.all(Array.from({ length: 40 }, () => site.json(order())))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(29)
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.headers.get('retry-after')).toBe('60')
    expect((await site.json(order({ nonce }))).status).toBe(201)
    site.time.now = new Date(noon.getTime() + 60_000)
    expect((await site.json(order())).status).toBe(201)
    expect(await hits(site)).toEqual([1, 31])
  })

  test('two hundred an hour pass', async ({ db }) => {
    const site = await openSite(db)
    for (let minute = 0; minute < 7; minute += 1) {
      site.time.now = new Date(noon.getTime() + minute * 60_000)
      await Promise.all(Array.from({ length: 29 }, () => site.json(order())))
    }
    expect(site.created()).toHaveLength(200)
    const refused = await site.json(order())
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, String(3600 - 360)])
  })
})

/** What stands counted for the visitor now: [this minute, this hour]. */
async function hits(site: Site): Promise<number[]> {
  const rows = await site.db
    .selectFrom('request_count')
    .select(['key', 'hits', 'window_start'])
    .where('key', 'like', `${await visitorKey(site)}%`)
    .orderBy('window_start', 'desc')
    .execute()
  const of = (window: string) => rows.find(({ key }) => key.endsWith(window))?.hits ?? 0
  return [of('/60'), of('/3600')]
}

function visitorKey({ time }: Site): Promise<string> {
  return keyedHash(appSecret, `checkout ${time.peer}`)
}
