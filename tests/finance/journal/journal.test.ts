import { describe, expect } from 'vitest'
import { readCsv } from '../../../src/platform/csv.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, income, rate, refund, stripeRow } from '../../ledger/builders.ts'
import { answer, financeApp, send } from '../api.ts'
import { declareProduct } from '../declared.ts'
import { bill, writeInvoices } from '../deferred/bills.ts'

const march = 'from=2026-03-01&to=2026-04-01'
const april = 'from=2026-04-01&to=2026-05-01'
const given = gift('2026-03-02', 6_000n, { fee_minor: 200n })
const story = [
  given,
  refund('2026-03-05', 1_500n, given),
  gift('2026-03-05', 900n, { label: { class: 'membership' } }),
  stripeRow('dispute', '2026-03-06', { amount_minor: -900n, fee_minor: 1_500n }),
  stripeRow('fee', '2026-03-07', { amount_minor: -70n, label: { class: null } }),
  stripeRow('payout', '2026-03-08', { amount_minor: -1_000n, label: { class: null } }),
  income('2026-03-31', 'events', 2_000n),
  income('2026-03-31', 'loan', 5_000n),
]
const revenueAccounts = /^(revenue_|income_(?!loan)|refunds|disputes)/

type Side = Readonly<{ account: string; debit_minor: number; credit_minor: number }>

describe('the journal', () => {
  test('ties to revenue, by day and by entry alike, both sides equal', async ({ books }) => {
    await book(books.trx, story)
    await rate(books.trx, 'USD', '2026-03-02', '1.25')
    const dollars = gift('2026-03-03', 1_250n, { currency: 'USD' })
    await book(books.trx, [dollars, refund('2026-03-04', 1_250n, dollars, { currency: 'USD' })])
    const app = financeApp(books.trx)
    const { total: revenue } = (await answer(app, `/api/reports/revenue?${march}`)).body
    for (const detail of ['day', 'entry']) {
      const { body } = await answer(app, `/api/journal?${march}&detail=${detail}`)
      const balance = (named: RegExp) =>
        body.accounts
          .filter(({ account }: Side) => named.test(account))
          .reduce((sum: number, side: Side) => sum + side.debit_minor - side.credit_minor, 0)
      expect(0 - balance(revenueAccounts)).toBe(revenue.net_minor)
      expect(balance(/^fees$/)).toBe(revenue.fees_minor)
      expect(0 - balance(/^tax_payable$/)).toBe(revenue.tax_minor)
      expect(0 - balance(/^fx$/)).toBe(revenue.fx_minor)
      expect(body.total.debit_minor).toBe(body.total.credit_minor)
      for (const { lines } of body.data) {
        const sum = lines.reduce((n: number, l: Side) => n + l.debit_minor - l.credit_minor, 0)
        expect(sum).toBe(0)
      }
    }
  })

  test('on the recognised basis ties to what was earned, and moves the rest to deferred revenue', async ({
    books,
  }) => {
    await declareProduct(books.trx, 'prod_year', { treatment: 'exchange' })
    const year = bill('2026-03-11', 36_500n, ['2026-03-11', '2027-03-11'], { product: 'prod_year' })
    await writeInvoices(books.trx, [year])
    await book(books.trx, [year.booking, gift('2026-04-02', 700n)])
    const app = financeApp(books.trx)
    const asked = 'from=2026-03-01&to=2026-05-01&basis=recognised'
    const { body } = await answer(app, `/api/journal?${asked}`)
    const earned = body.data.filter(({ id }: { id: string }) => id.startsWith('deferred-'))
    const deferred = ([line]: Side[]) => [line?.account, line?.debit_minor, line?.credit_minor]
    expect(
      earned.map(({ day, lines }: { day: string; lines: Side[] }) => [day, ...deferred(lines)]),
    ).toEqual([
      ['2026-03-31', 'deferred_revenue', 0, 34_400], // 21 of 365 days are earned
      ['2026-04-30', 'deferred_revenue', 3_000, 0], // and 30 more
    ])
    const { total } = (await answer(app, `/api/reports/revenue?${asked}`)).body
    const revenue = body.accounts
      .filter(({ account }: Side) => revenueAccounts.test(account))
      .reduce((sum: number, side: Side) => sum + side.credit_minor - side.debit_minor, 0)
    expect([revenue, total.net_minor]).toEqual([5_800, 5_800])
    const { body: deferring } = await answer(
      app,
      `/api/reports/deferred?${asked.replace('&basis=recognised', '')}`,
    )
    expect(deferring.total.closing_minor).toBe(34_400 - 3_000)
  })

  test('without a rate there is none, and the day is named', async ({ books }) => {
    await book(books.trx, [gift('2026-03-03', 1_250n, { currency: 'USD' })])
    const { status, body } = await answer(financeApp(books.trx), `/api/journal?${march}`)
    expect([status, body.type]).toEqual([422, '/problems/rate_unavailable'])
    expect(body.detail).toContain('USD for 2026-03-03')
  })

  test('names accounts as finance says, and by default again when it says nothing', async ({
    db,
  }) => {
    await book(db, [gift('2026-05-02', 6_000n)])
    const app = financeApp(db)
    const put: ['PUT', string] = ['PUT', '/api/settings/accounts']
    const bank = { stripe_clearing: { number: '1360', name: 'Geldtransit' } }
    expect((await send(app, put, { accounts: bank })).status).toBe(200)
    const named = async () =>
      (await answer(app, '/api/journal?from=2026-05-01&to=2026-06-01')).body.data[0].lines[0]
    expect(await named()).toMatchObject({ number: '1360', name: 'Geldtransit' })
    await send(app, put, { accounts: {} })
    expect(await named()).toMatchObject({ number: '1010', name: 'Stripe clearing' })
    const wrong = await send(app, put, { accounts: { till: { number: '1', name: 'Till' } } })
    expect(wrong.status).toBe(422)
  })
})

describe('a file of the journal', () => {
  test.for<[format: string, head: string, line: Record<string, string>]>([
    [
      'generic',
      'entry,day,account,number,name,text,currency,debit_minor,credit_minor,debit_decimal,credit_decimal',
      { account: 'stripe_clearing', debit_minor: '5800', debit_decimal: '58.00' },
    ],
    [
      'xero',
      '*Narration,*Date,Description,*AccountCode,*TaxRate,*Amount',
      { '*Date': '02/03/2026', '*AccountCode': '1010', '*Amount': '58.00' },
    ],
    [
      'quickbooks',
      'Journal No,Journal Date,Account Name,Debits,Credits,Description',
      { 'Journal No': 'MS20260302-1', 'Journal Date': '03/02/2026', Debits: '58.00' },
    ],
  ])('is what %s takes, balanced', async ([format, head, line], { books }) => {
    await book(books.trx, story)
    const app = financeApp(books.trx)
    const text = await (await app.request(`/api/journal.csv?${march}&format=${format}`)).text()
    expect(text.split('\r\n')[0]).toBe(head)
    const file = readCsv(text)
    if (file.kind === 'unreadable') throw new TypeError(file.message)
    const rows = file.lines.map(({ record }) => record)
    expect(rows[0]).toMatchObject(line)
    const sum = (column: string) => rows.reduce((n, row) => n + Number(row[column] ?? 0) * 100, 0)
    const sides = {
      generic: ['debit_decimal', 'credit_decimal'],
      quickbooks: ['Debits', 'Credits'],
    }
    if (format === 'xero') return expect(Math.round(sum('*Amount'))).toBe(0)
    const [debit = '', credit = ''] = format === 'generic' ? sides.generic : sides.quickbooks
    expect(Math.round(sum(debit))).toBe(Math.round(sum(credit)))
  })

  test('for DATEV has its header, one account against another, commas and Windows-1252', async ({
    db,
  }) => {
    await book(db, [given, income('2026-03-31', 'events', 2_000n)])
    const app = financeApp(db)
    const bank = { bank: { number: '1800', name: 'Girökonto' } }
    await send(app, ['PUT', '/api/settings/accounts'], { accounts: bank })
    const path = `/api/journal.csv?${march}&format=datev&consultant=29098&client=55003`
    const response = await app.request(path)
    expect(response.headers.get('content-disposition')).toContain('EXTF_journal-datev-2026-03-01')
    const bytes = await response.arrayBuffer()
    const [head = '', columns = '', ...rows] = new TextDecoder('windows-1252')
      .decode(bytes)
      .trimEnd()
      .split('\r\n')
    expect(head.split(';')).toEqual([
      ...['"EXTF"', '700', '21', '"Buchungsstapel"', '13', '20260615090000000', '', '"MS"'],
      ...['""', '""', '29098', '55003', '20260101', '4', '20260301', '20260331', '"Mainstay"'],
      ...['""', '1', '0', '0', '"EUR"', '', '""', '', '', '""', '', '', '""', '""'],
    ])
    expect(columns.split(';')).toHaveLength(125)
    expect(new Uint8Array(bytes).includes(0xfc)).toBe(true) // the ü of its column names, in one byte
    expect(rows.map((row) => row.split(';').slice(0, 14))).toEqual([
      [
        '58,00',
        '"S"',
        '"EUR"',
        '',
        '',
        '',
        '1010',
        '4010',
        '',
        '0203',
        '"2026-03-02"',
        '',
        '',
        '"Mainstay 2026-03-02"',
      ],
      [
        '2,00',
        '"S"',
        '"EUR"',
        '',
        '',
        '',
        '6000',
        '4010',
        '',
        '0203',
        '"2026-03-02"',
        '',
        '',
        '"Mainstay 2026-03-02"',
      ],
      [
        '20,00',
        '"S"',
        '"EUR"',
        '',
        '',
        '',
        '1800',
        '4300',
        '',
        '3103',
        '"2026-03-31"',
        '',
        '',
        '"Mainstay 2026-03-31"',
      ],
    ])
  })

  test.for([
    [`/api/journal.csv?${march}&format=sage`, 'format'],
    [`/api/journal.xlsx?${march}&format=xero`, 'format'],
    ['/api/journal.csv?from=2025-12-01&to=2026-02-01&format=datev', 'to'],
    ['/api/journal.csv?from=2026-03-01', 'to'],
    [`/api/journal?${april}&colour=red`, 'colour'],
  ])('%s is refused, and the field named', async ([path, field], { books }) => {
    const { status, body } = await answer(financeApp(books.trx), String(path))
    expect([status, body.errors[0].field]).toEqual([422, field])
  })
})
