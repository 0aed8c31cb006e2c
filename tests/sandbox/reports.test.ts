import type Stripe from 'stripe'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, log, orderGift, pass, pay, payGift, START, type Town, town } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

/** Midnights: the town begins at noon of 2026-03-31. */
const FIRST = START - DAY / 2

type Asked = Stripe.Reporting.ReportRunCreateParams.Parameters

/** A report's lines, the first one of names, over ten days or what `asked` says. */
function report(report_type: string, asked: Asked = {}): Promise<string[]> {
  return written(report_type, { interval_start: FIRST, interval_end: FIRST + 10 * DAY, ...asked })
}

async function written(report_type: string, parameters: Asked): Promise<string[]> {
  const { stripe } = there
  const { id } = await stripe.reporting.reportRuns.create({ report_type, parameters })
  await pass(there, 5)
  const run = await stripe.reporting.reportRuns.retrieve(id)
  return (await contents(run)).trimEnd().split('\n')
}

async function contents({ result }: Stripe.Reporting.ReportRun, key = 'sk_test_mainstay') {
  const { pathname } = new URL(result?.url ?? '')
  const headers = { authorization: `Bearer ${key}` }
  return (await fetch(`${there.origin}${pathname}`, { headers })).text()
}

/** A gift of 10.00 EUR, a refund of 3.00, and 30.00 USD that settles as 27.78 EUR. */
async function tenDays() {
  const { payment_intent } = await payGift(there)
  await pass(there, DAY)
  await there.stripe.refunds.create({ payment_intent: String(payment_intent), amount: 300 })
  const price_data = { currency: 'usd', unit_amount: 3000, product_data: { name: 'Gift' } }
  await pay(there, await orderGift(there, { line_items: [{ quantity: 1, price_data }] }))
  await pass(there, 10 * DAY)
}

const columns = ['created', 'currency', 'gross', 'fee', 'net', 'reporting_category']

describe('the report of activity', () => {
  test('has a line for each transaction but the payouts, in major units', async () => {
    await tenDays()
    const faced = ['customer_facing_amount', 'customer_facing_currency']
    const asked = { columns: [...columns, ...faced] }
    // fees: 1.5 % of 10.00 + 0.25; of 27.78: 0.42 + 0.25, and 2 % = 0.56 for the conversion
    expect(await report('balance_change_from_activity.itemized.3', asked)).toEqual([
      'created,currency,gross,fee,net,reporting_category,customer_facing_amount,customer_facing_currency',
      '2026-03-31 12:00:00,eur,10.00,0.40,9.60,charge,10.00,eur',
      '2026-04-01 12:00:00,eur,-3.00,0.00,-3.00,refund,-3.00,eur',
      '2026-04-01 12:00:00,eur,27.78,1.23,26.55,charge,30.00,usd',
    ])
  })

  test('counts its first second and not its last, in the zone that is asked for', async () => {
    await tenDays()
    const asked = { columns: ['created_utc', 'created'], timezone: 'Asia/Tokyo' as const }
    const type = 'balance_change_from_activity.itemized.3'
    const until = await report(type, { ...asked, interval_end: START })
    expect(until).toEqual(['created_utc,created'])
    const from = await report(type, { ...asked, interval_start: START, interval_end: START + 1 })
    expect(from).toEqual(['created_utc,created', '2026-03-31 12:00:00,2026-03-31 21:00:00'])
  })

  test('as a summary has a line for each category', async () => {
    await tenDays()
    expect(await report('balance_change_from_activity.summary.1')).toEqual([
      'reporting_category,currency,count,gross,fee,net',
      'charge,eur,2,37.78,1.63,36.15',
      'refund,eur,1,-3.00,0.00,-3.00',
    ])
    expect(await report('balance_change_from_activity.summary.1', { currency: 'usd' })).toEqual([
      'reporting_category,currency,count,gross,fee,net',
    ])
  })

  test('quotes what a comma stands in, and shows the metadata that is asked for', async () => {
    await payGift(there)
    const [charge] = (await there.stripe.charges.list()).data
    await there.stripe.charges.update(charge?.id ?? '', { metadata: { name: 'Ann "A", B' } })
    await pass(there, 10 * DAY)
    const asked = { columns: ['charge_id', 'payment_metadata[name]'] }
    expect((await report('balance_change_from_activity.itemized.3', asked))[1]).toBe(
      `${charge?.id},"Ann ""A"", B"`,
    )
  })
})

test('the payout reports tell what has reached the bank and what has not', async () => {
  await tenDays()
  const { data } = await there.stripe.payouts.list()
  const [second, first] = data.map(({ id }) => id)
  const asked = { columns: ['automatic_payout_id', 'net', 'reporting_category'] }
  const names = 'automatic_payout_id,net,reporting_category'
  expect(await report('payout_reconciliation.itemized.5', asked)).toEqual([
    names,
    `${first},9.60,charge`,
    `${first},-3.00,refund`,
    `${second},26.55,charge`,
  ])
  const byId = { columns: asked.columns, payout: second ?? '' }
  expect(await written('payout_reconciliation.by_id.itemized.4', byId)).toEqual([
    names,
    `${second},26.55,charge`,
  ])
  // made on Friday and Saturday, both payouts are at the bank on Monday
  const columns = ['net', 'reporting_category']
  const ending = 'ending_balance_reconciliation.itemized.4'
  expect(await written(ending, { columns, interval_end: FIRST + 6 * DAY })).toEqual([
    'net,reporting_category',
    ...['9.60,charge', '-3.00,refund', '26.55,charge'],
  ])
  expect(await written(ending, { columns, interval_end: FIRST + 6 * DAY + 1 })).toEqual([
    'net,reporting_category',
  ])
  expect(await report('balance.summary.1')).toEqual([
    'category,description,net_amount,currency',
    'starting_balance,Starting balance (2026-03-31),0.00,eur',
    'activity,Activity,33.15,eur',
    'payouts,Total payouts,-33.15,eur',
    'ending_balance,Ending balance (2026-04-10),0.00,eur',
  ])
})

test('a report is pending for some seconds, then told of, and its file wants the key', async () => {
  const { stripe } = there
  await payGift(there)
  await pass(there, DAY)
  const parameters = { interval_start: START, interval_end: START + DAY }
  const report_type = 'balance_change_from_activity.summary.1'
  const ordered = await stripe.reporting.reportRuns.create({ report_type, parameters })
  expect(ordered).toMatchObject({ status: 'pending', result: null, parameters })
  await pass(there, 5)
  const told = (await log(there)).at(-1)
  expect(told).toMatchObject({
    type: 'reporting.report_run.succeeded',
    data: { object: { id: ordered.id, status: 'succeeded' } },
  })
  const run = await stripe.reporting.reportRuns.retrieve(ordered.id)
  const text = await contents(run)
  expect(run.result).toMatchObject({ object: 'file', size: text.length, type: 'csv' })
  expect(await stripe.files.retrieve(run.result?.id ?? '')).toMatchObject({ id: run.result?.id })
  expect(await contents(run, 'sk_test_other')).toContain('resource_missing')
})

test('a report that fails says so', async () => {
  const ordered = await there.stripe.reporting.reportRuns.create({
    report_type: 'balance.summary.1',
    parameters: { interval_start: START - DAY, interval_end: START },
  })
  await there.call('/_sandbox/actions', { action: 'report_fail', report_run: ordered.id })
  await pass(there, 60)
  // not by the SDK: it takes the run's `error` for the envelope of one, and throws (stripe 23.1.0)
  const path = `/v1/reporting/report_runs/${ordered.id}`
  expect(await there.call(path, undefined, 'sk_test_mainstay')).toMatchObject({
    status: 200,
    body: { status: 'failed', result: null, succeeded_at: null, error: expect.any(String) },
  })
  expect((await log(there)).at(-1)?.type).toBe('reporting.report_run.failed')
})

test.each([
  ['balance.summary.9', {}, 'report_type'],
  ['balance.summary.1', { interval_end: START + 1 }, 'parameters[interval_end]'],
  ['balance.summary.1', { interval_end: FIRST }, 'parameters[interval_start]'],
  ['balance.summary.1', { payout: 'po_1' }, 'parameters[payout]'],
  ['balance.summary.1', { columns: ['colour'] }, 'parameters[columns]'],
  ['balance_change_from_activity.itemized.3', { columns: ['colour'] }, 'parameters[columns]'],
  ['balance_change_from_activity.itemized.2', { timezone: 'Etc/UTC' }, 'parameters[timezone]'],
  ['payout_reconciliation.by_id.itemized.4', {}, 'parameters[interval_end]'],
])('a report of %s with %j is refused and names %s', async (report_type, asked, param) => {
  const parameters = { interval_start: FIRST, interval_end: START, ...asked }
  const run = there.stripe.reporting.reportRuns.create({ report_type, parameters } as never)
  await expect(run).rejects.toMatchObject({ type: 'StripeInvalidRequestError', param })
})

test('what happened within the delay is not in the reports yet', async () => {
  await there.call('/_sandbox/settings', { reportDelayHours: 12 })
  const type = await there.stripe.reporting.reportTypes.retrieve('balance.summary.1')
  expect(type).toMatchObject({ data_available_end: START - DAY / 2, version: 1 })
  await expect(
    there.stripe.reporting.reportRuns.create({
      report_type: 'balance.summary.1',
      parameters: { interval_start: FIRST - DAY, interval_end: FIRST + 1 },
    }),
  ).rejects.toMatchObject({ param: 'parameters[interval_end]' })
})
