import { describe, expect, test } from 'vitest'
import { parseBalance } from '../../../src/stripe/objects/balance.ts'
import { parseReport, parseReportRun } from '../../../src/stripe/objects/report.ts'

const header = 'balance_transaction_id,created_utc,currency,gross,fee,net,reporting_category'

function report(...lines: string[]): string {
  return [header, ...lines].join('\n')
}

test('a row in minor units, with its instant in UTC', () => {
  expect(parseReport(report('txn_1,2026-03-31 21:00:00,eur,10.00,0.40,9.60,charge'))).toEqual([
    {
      id: 'txn_1',
      created: new Date('2026-03-31T21:00:00Z'),
      currency: 'EUR',
      amount_minor: 1000n,
      fee_minor: 40n,
      net_minor: 960n,
      reporting_category: 'charge',
    },
  ])
})

test('columns in another order, more of them, and quoted texts', () => {
  const csv = [
    'description,reporting_category,net,fee,gross,currency,created_utc,balance_transaction_id',
    '"Gift, from ""Ann""",charge,9.60,0.40,10.00,eur,2026-03-31 21:00:00,txn_1',
  ].join('\r\n')
  expect(parseReport(csv)).toMatchObject([{ id: 'txn_1', amount_minor: 1000n, net_minor: 960n }])
})

test('a report without rows', () => expect(parseReport(`${header}\n`)).toEqual([]))

describe('major units become minor ones exactly, by the currency', () => {
  test.each([
    ['eur', '-5.00', -500n],
    ['eur', '0.10', 10n],
    ['eur', '-0.05', -5n],
    ['eur', '1234567890123.45', 123_456_789_012_345n], // past what a float holds to the cent
    ['eur', '7', 700n],
    ['jpy', '1200', 1200n],
    ['jpy', '1200.00', 1200n],
    ['kwd', '1.230', 1230n],
    ['kwd', '-0.010', -10n],
    ['isk', '1500', 150_000n],
    ['isk', '1500.00', 150_000n],
  ])('%s %s', (currency, gross, minor) => {
    const line = `txn_1,2026-03-31 21:00:00,${currency},${gross},0,0,charge`
    expect(parseReport(report(line))).toMatchObject([{ amount_minor: minor }])
  })
})

describe('a report that cannot be read proves nothing, and says where', () => {
  test.each([
    ['a part of a cent', 'txn_1,2026-03-31 21:00:00,eur,10.001,0,0,charge', 'line 2: gross'],
    ['an exponent', 'txn_1,2026-03-31 21:00:00,eur,1e3,0,0,charge', 'line 2: gross'],
    ['a comma', 'txn_1,2026-03-31 21:00:00,eur,"10,00",0,0,charge', 'line 2: gross'],
    ['no fee', 'txn_1,2026-03-31 21:00:00,eur,10.00,,10.00,charge', 'line 2: fee'],
    ['no currency of three letters', 'txn_1,2026-03-31 21:00:00,euro,1,0,1,charge', 'currency'],
    ['another way to write a time', 'txn_1,31/03/2026,eur,1,0,1,charge', 'created_utc'],
    ['too few cells', 'txn_1,2026-03-31 21:00:00,eur', 'line'],
  ])('%s', (_, line, told) => expect(() => parseReport(report(line))).toThrow(told))
})

test('a run is under way, has failed, or has a file', () => {
  const run = { object: 'reporting.report_run', id: 'frr_1', status: 'pending', result: null }
  expect(parseReportRun(run)).toEqual({ id: 'frr_1', state: 'pending' })
  expect(parseReportRun({ ...run, status: 'failed' })).toEqual({ id: 'frr_1', state: 'failed' })
  const result = { url: 'https://files.stripe.com/v1/files/file_1/contents' }
  expect(parseReportRun({ ...run, status: 'succeeded', result })).toEqual({
    id: 'frr_1',
    state: 'succeeded',
    path: '/v1/files/file_1/contents',
  })
})

test('each balance of the account by itself, available and pending together', () => {
  const balance = {
    object: 'balance',
    available: [
      { amount: 100, currency: 'eur' },
      { amount: -7, currency: 'usd' },
    ],
    pending: [{ amount: 20, currency: 'eur' }],
    issuing: { available: [{ amount: 3, currency: 'eur' }] },
    refund_and_dispute_prefunding: {
      available: [{ amount: 4, currency: 'eur' }],
      pending: [{ amount: 5, currency: 'eur' }],
    },
  }
  expect(parseBalance(balance)).toEqual([
    { type: 'payments', currency: 'EUR', amount_minor: 120n },
    { type: 'payments', currency: 'USD', amount_minor: -7n },
    { type: 'issuing', currency: 'EUR', amount_minor: 3n },
    { type: 'refund_and_dispute_prefunding', currency: 'EUR', amount_minor: 9n },
  ])
})
