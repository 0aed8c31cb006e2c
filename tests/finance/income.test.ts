import { describe, expect } from 'vitest'
import { cp1252 } from '../../src/platform/cp1252.ts'
import { testWithDatabase as test } from '../database.ts'
import { closeMonth, rate } from '../ledger/builders.ts'
import { answer, financeApp, send } from './api.ts'

const invoice = {
  date: '2026-05-31',
  class: 'advertising',
  amount_minor: 125_000,
  currency: 'EUR',
  payer: 'Bakery on the corner',
  document: 'INV-7',
}
const may = 'from=2026-05-01&to=2026-06-01'
const enter: ['POST', string] = ['POST', '/api/income']

describe('entering', () => {
  test('the answer is the ledger’s row', async ({ db }) => {
    const app = financeApp(db)
    const { status, body } = await send(app, enter, invoice)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      kind: 'income',
      source: 'manual',
      class: 'advertising',
      day: '2026-05-31',
      occurred_at: '2026-05-30T21:00:00.000Z',
      amount_minor: 125_000,
      figure_minor: 125_000,
      document: 'INV-7',
    })
    const { body: list } = await answer(app, '/api/ledger/entries?kind=income')
    expect(list.data.map((row: { id: string }) => row.id)).toEqual([body.id])
    expect(list.sum_minor).toBe(125_000)
  })

  test('readers’ money outside Stripe is in the numerator, its fee in the fees', async ({
    own,
  }) => {
    const app = financeApp(own)
    const patreon = {
      ...invoice,
      class: 'reader',
      channel: 'patreon',
      document: 'P-1',
      fee_minor: 5_000,
    }
    expect((await send(app, enter, patreon)).status).toBe(201)
    const { body: share } = await answer(app, `/api/reports/reader-share?${may}&basis=after_fees`)
    expect(share.total).toMatchObject({ reader_other_minor: 120_000, reader_stripe_minor: 0 })
  })

  test('who paid is kept beside the books and in no audit row', async ({ db }) => {
    const { body } = await send(financeApp(db), enter, { ...invoice, document: 'INV-8' })
    const paid = await db
      .selectFrom('income_payer')
      .selectAll()
      .where('entry_id', '=', body.id)
      .execute()
    expect(paid).toEqual([{ entry_id: body.id, payer: 'Bakery on the corner' }])
    const acts = await db.selectFrom('audit').selectAll().where('subject', '=', body.id).execute()
    expect(acts).toMatchObject([{ who: 'finance_1', act: 'income.enter' }])
    expect(JSON.stringify(acts)).not.toContain('Bakery')
  })

  test.for<[what: string, change: object, field: string]>([
    ['a negative amount', { amount_minor: -1 }, 'amount_minor'],
    ['a fraction of a cent', { amount_minor: 1.5 }, 'amount_minor'],
    ['an amount in words', { amount_minor: '12,50' }, 'amount_minor'],
    ['an amount beyond exact numbers', { amount_minor: 2 ** 53 }, 'amount_minor'],
    ['no amount', { amount_minor: undefined }, 'amount_minor'],
    ['30 February', { date: '2026-02-30' }, 'date'],
    ['a date in another form', { date: '31.05.2026' }, 'date'],
    ['the year 0', { date: '0000-01-01' }, 'date'],
    ['an unknown class', { class: 'bribes' }, 'class'],
    ['Stripe’s class', { class: 'gift' }, 'class'],
    ['no currency code', { currency: 'euro' }, 'currency'],
    ['a currency without a rate', { currency: 'USD' }, 'currency'],
    ['no payer', { payer: ' ' }, 'payer'],
    ['a payer with a zero character', { payer: 'a\u0000b' }, 'payer'],
    ['no document', { document: undefined }, 'document'],
    ['an unknown field', { colour: 'red' }, 'colour'],
    ['a channel for an advertiser', { channel: 'bank' }, 'channel'],
    ['readers’ money without a channel', { class: 'reader' }, 'channel'],
    ['an unknown channel', { class: 'reader', channel: 'pigeon' }, 'channel'],
    ['an unknown member', { class: 'reader', channel: 'bank', member_id: 'mem_x' }, 'member_id'],
    ['a word for estimated', { estimated: 'perhaps' }, 'estimated'],
  ])('%s is refused, and the field named', async ([, change, field], { db }) => {
    const { status, body } = await send(financeApp(db), enter, { ...invoice, ...change })
    expect([status, body.errors.map((error: { field: string }) => error.field)]).toEqual([
      422,
      [field],
    ])
  })

  test('a currency without a rate says so by its problem’s type', async ({ db }) => {
    const { body } = await send(financeApp(db), enter, { ...invoice, currency: 'USD' })
    expect(body.type).toBe('/problems/rate_unavailable')
    expect(body.detail).toContain('USD for 2026-05-31')
  })

  test('a rate of seven days before counts, one of eight days does not', async ({ own }) => {
    await rate(own, 'CHF', '2026-05-23', '0.9')
    await rate(own, 'PLN', '2026-05-24', '4')
    const app = financeApp(own)
    const { status } = await send(app, enter, { ...invoice, currency: 'CHF' })
    expect(status).toBe(422)
    const { body } = await send(app, enter, { ...invoice, currency: 'PLN' })
    expect(body.figure_minor).toBe(31_250)
  })

  test('a date in a closed month is refused', async ({ own }) => {
    await closeMonth(own, '2026-05')
    const { status, body } = await send(financeApp(own), enter, invoice)
    expect([status, body.type]).toEqual([409, '/problems/month_closed'])
  })
})

describe('documents', () => {
  test('the same document counts once a class', async ({ db }) => {
    const app = financeApp(db)
    const again = { ...invoice, document: 'D-1' }
    expect((await send(app, enter, again)).status).toBe(201)
    expect((await send(app, enter, again)).status).toBe(409)
    expect((await send(app, enter, { ...again, class: 'events' })).status).toBe(201)
  })

  test('of twenty at once with one document, one is booked', async ({ db }) => {
    const app = financeApp(db)
    const all = Array.from({ length: 20 }, () => send(app, enter, { ...invoice, document: 'D-2' }))
    const statuses = (await Promise.all(all)).map(({ status }) => status).sort()
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)])
  })

  test('a figure takes the place of its estimate, which may not come back', async ({ db }) => {
    const app = financeApp(db)
    const grant = { ...invoice, date: '2026-04-30', class: 'foundation', document: 'G-1' }
    await send(app, enter, { ...grant, amount_minor: 90_000, estimated: true })
    const april = '/api/reports/reader-share?from=2026-04-01&to=2026-05-01'
    expect((await answer(app, april)).body.total).toMatchObject({
      known_minor: 90_000,
      estimated: true,
      state: 'partial',
    })
    expect((await send(app, enter, { ...grant, estimated: true })).status).toBe(409)
    expect((await send(app, enter, grant)).status).toBe(201)
    expect((await answer(app, april)).body.total).toMatchObject({
      known_minor: 125_000,
      estimated: false,
      state: 'open',
    })
    expect((await send(app, enter, { ...grant, estimated: true })).status).toBe(409)
  })
})

describe('reversing', () => {
  test('takes the amount back on the same day, once, and frees the document', async ({ db }) => {
    const app = financeApp(db)
    const { body: entered } = await send(app, enter, {
      ...invoice,
      date: '2026-03-10',
      document: 'R-1',
    })
    const reverse: ['POST', string] = ['POST', `/api/income/${entered.id}/reverse`]
    expect((await send(app, reverse, {})).status).toBe(422)
    const { status, body } = await send(app, reverse, { reason: 'typed twice' })
    expect(status).toBe(201)
    expect(body).toMatchObject({ day: '2026-03-10', amount_minor: -125_000, reverses: entered.id })
    expect((await send(app, reverse, { reason: 'again' })).status).toBe(409)
    const undoing: ['POST', string] = ['POST', `/api/income/${body.id}/reverse`]
    expect((await send(app, undoing, { reason: 'back' })).status).toBe(409)
    expect((await send(app, enter, { ...invoice, document: 'R-1' })).status).toBe(201)
  })

  test('goes into the open month when its own is closed, at the rate it was booked with', async ({
    own,
  }) => {
    await rate(own, 'USD', '2026-05-29', '1.25')
    await rate(own, 'USD', '2026-06-15', '1')
    const app = financeApp(own)
    const { body: entered } = await send(app, enter, {
      ...invoice,
      currency: 'USD',
      document: 'R-2',
    })
    expect(entered.figure_minor).toBe(100_000)
    await closeMonth(own, '2026-05')
    const { body } = await send(app, ['POST', `/api/income/${entered.id}/reverse`], {
      reason: 'wrong',
    })
    expect(body).toMatchObject({
      day: '2026-06-01',
      true_day: '2026-05-31',
      figure_minor: -100_000,
    })
  })

  test('an income that is not there cannot be reversed', async ({ db }) => {
    const path = '/api/income/ent_nothing/reverse'
    expect((await send(financeApp(db), ['POST', path], { reason: 'x' })).status).toBe(404)
  })
})

describe('a document’s reference', () => {
  test('is given after the income was entered, and given anew; both stand in the audit log', async ({
    db,
  }) => {
    const app = financeApp(db)
    const { body: entered } = await send(app, enter, { ...invoice, document: 'REF-1' })
    expect(entered.reference).toBeNull()
    const give: ['POST', string] = ['POST', `/api/income/${entered.id}/document`]
    await send(app, give, { reference: 'archive 2026/17' })
    const { body } = await send(app, give, { reference: 'https://archive.example/18' })
    expect(body).toMatchObject({ id: entered.id, reference: 'https://archive.example/18' })
    const acts = await db
      .selectFrom('audit')
      .where('subject', '=', entered.id)
      .where('act', '=', 'income.document')
      .select(['before', 'after'])
      .orderBy('id')
      .execute()
    expect(acts).toContainEqual({
      before: { reference: 'archive 2026/17' },
      after: { reference: 'https://archive.example/18' },
    })
    expect((await send(app, give, { reference: ' ' })).status).toBe(422)
    const nowhere = await send(app, ['POST', '/api/income/ent_0/document'], { reference: 'x' })
    expect(nowhere.status).toBe(404)
  })
})

describe('a file of income', () => {
  const into: ['POST', string] = ['POST', '/api/income/import']
  const header = 'date,class,amount_minor,currency,payer,document,estimated,channel'

  test('is booked as a whole, and adds nothing when it comes again', async ({ db }) => {
    const app = financeApp(db)
    const file = [
      `\uFEFF${header}`,
      '2026-02-28,events,5000,EUR,Hall,F-1,,',
      '2026-02-28,reader,700,EUR,"Readers, many",F-2,false,cash',
      '',
    ].join('\r\n')
    expect((await send(app, into, file)).body).toMatchObject({ booked: 2, skipped: 0 })
    expect((await send(app, into, file)).body).toMatchObject({ booked: 0, skipped: 2 })
    const { body } = await answer(app, '/api/ledger/entries?source=import')
    expect(body).toMatchObject({ sum_minor: 5_700 })
  })

  test('with a wrong line is refused as a whole, and every wrong line named', async ({ db }) => {
    const app = financeApp(db)
    const file = [
      header,
      '2026-02-28,events,5000,EUR,Hall,F-3,,',
      '2026-02-30,events,5000,EUR,Hall,F-4,,',
      '2026-02-28,events,-1,EUR,Hall,F-5,,',
      '2026-02-28,events,1,XTS,Hall,F-6,,',
    ].join('\n')
    const { status, body } = await send(app, into, file)
    expect(status).toBe(422)
    expect(body.errors.map((error: { field: string }) => error.field)).toEqual([
      'line 3: date',
      'line 4: amount_minor',
    ])
    const onlyRate = await send(app, into, file.split('\n').toSpliced(2, 2).join('\n'))
    expect(onlyRate.body.errors[0].field).toBe('line 3: currency')
    const { body: rows } = await answer(
      app,
      '/api/ledger/entries?source=import&class=events&from=2026-02-01',
    )
    expect(rows.data.map((row: { amount_minor: number }) => row.amount_minor)).toEqual([5000])
  })

  test('separated by semicolons or tabs, in an older encoding, is read as it was written', async ({
    db,
  }) => {
    const app = financeApp(db)
    for (const [index, separator] of [';', '\t'].entries()) {
      const lines = [header, `2026-02-27,events,100,EUR,Bürgerhaus,E-${index},,`]
      const body = cp1252(lines.join('\n').replaceAll(',', separator))
      const response = await app.request('/api/income/import', { method: 'POST', body })
      expect(await response.json()).toMatchObject({ booked: 1 })
    }
    const payers = await db.selectFrom('income_payer').select('payer').execute()
    expect(payers.filter(({ payer }) => payer === 'Bürgerhaus')).toHaveLength(2)
  })

  test('an estimate and its figure in one file leave the figure', async ({ own }) => {
    const app = financeApp(own)
    const file = [
      header,
      '2026-02-28,foundation,900,EUR,Fund,E-9,true,',
      '2026-02-28,foundation,1000,EUR,Fund,E-9,false,',
      '2026-02-28,foundation,1100,EUR,Fund,E-9,false,',
    ].join('\n')
    expect((await send(app, into, file)).body).toMatchObject({ booked: 2, replaced: 1, skipped: 1 })
    const { body } = await answer(app, '/api/ledger/entries?class=foundation')
    expect(body.sum_minor).toBe(1000)
  })

  test('of thousands of lines, one wrong at the end, nothing is booked', async ({ own }) => {
    const app = financeApp(own)
    const lines = Array.from(
      { length: 2_500 },
      (_, index) => `2026-02-28,events,${index},EUR,Hall,L-${index},,`,
    )
    const bad = '2026-02-28,events,1,USD,Hall,L-x,,'
    const refused = await send(app, into, [header, ...lines, bad].join('\n'))
    expect(refused.body.errors).toEqual([
      { field: 'line 2502: currency', message: expect.stringContaining('no rate of USD') },
    ])
    expect((await answer(app, '/api/ledger/entries?source=import')).body.data).toEqual([])
    const { body } = await send(app, into, [header, ...lines].join('\n'))
    expect(body).toMatchObject({ booked: 2_500, skipped: 0 })
  })

  test('says in plain words what is wrong with a line and what to give', async ({ db }) => {
    const file = `${header}\n2026-02-28,sponsors,12.50,EUR,,F-7,maybe,`
    const { body } = await send(financeApp(db), into, file)
    const whole =
      'This is a whole number of minor units, 0 or more: 12500 for 125.00. Reverse an entry to take it back.'
    expect(body.errors).toEqual([
      { field: 'line 2: class', message: expect.stringMatching(/^Give one of .*advertising/) },
      { field: 'line 2: amount_minor', message: whole },
      { field: 'line 2: payer', message: 'This is missing.' },
      { field: 'line 2: estimated', message: 'This is neither true nor false.' },
    ])
  })

  test.for([
    ['an open quote', `${header}\n2026-02-28,events,1,EUR,"Hall,F-9,,`, 'line 2'],
    ['a line of fewer cells', `${header}\n2026-02-28,events`, 'line 2'],
    ['a column twice', `${header},payer\n2026-02-28,events,1,EUR,Hall,F-9,,,Room`, 'line 1'],
    ['no line', header, 'body'],
    ['nothing', '', 'body'],
    ['a separator that nobody uses', 'date|class|amount_minor\n2026-01-01|events|1', 'body'],
    ['a quote inside a cell', `${header}\n2026-02-28,events,1,EUR,Ha"ll,F-9,,`, 'line 2'],
    ['a foreign column', 'date,colour\n2026-01-01,red', 'line 2: class'],
  ])('%s is refused with its line', async ([, file, field], { db }) => {
    const { status, body } = await send(financeApp(db), into, String(file))
    expect([status, body.errors[0].field]).toEqual([422, field])
  })
})

describe('expectations', () => {
  const path = '/api/income/expectations'

  test('none declared is nothing missing; a declared class without a figure is', async ({
    own,
  }) => {
    const app = financeApp(own)
    expect((await answer(app, path)).body).toEqual({ classes: [] })
    await send(app, enter, invoice)
    const wanted = { classes: ['advertising', 'foundation'], from: '2026-05' }
    expect(await send(app, ['PUT', path], wanted)).toEqual({ status: 200, body: wanted })
    const { body } = await answer(app, `/api/reports/reader-share?${may}`)
    expect(body.total).toMatchObject({
      missing: ['foundation'],
      reason: 'income_missing',
      total_minor: null,
      share: null,
      upper_bound: '0.000000',
    })
  })

  test.for([
    [{ classes: ['loan'] }, 'classes.0'],
    [{ classes: ['events'], from: '2026-13' }, 'from'],
    [{}, 'classes'],
    [{ classes: [], until: '2026-01' }, 'until'],
  ] as const)('%j is refused', async ([wanted, field], { db }) => {
    const { status, body } = await send(financeApp(db), ['PUT', path], wanted)
    expect([status, body.errors[0].field]).toEqual([422, field])
  })
})
