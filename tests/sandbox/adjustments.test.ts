import { afterEach, beforeEach, expect, test } from 'vitest'
import { balanceSum, DAY, pass, payGift, type Town, town, transactions } from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const act = (action: string, more: object) =>
  there.call('/_sandbox/actions', { action, ...more }).then(({ body }) => body)

test.each([
  ['stripe_fee', 'fee'],
  ['reserve_hold', 'risk_reserved_funds'],
  ['contribution', 'contribution'],
  ['topup', 'topup'],
  ['tax_fee', 'tax'],
  ['adjustment', 'other_adjustment'],
  ['a_type_of_tomorrow', 'a_type_of_tomorrow'],
])('money moves as %s, in the category %s', async (type, reporting_category) => {
  const txn = await act('balance_adjustment', { type, amount: -700, fee: 20 })
  expect(txn).toMatchObject({
    ...{ object: 'balance_transaction', type, reporting_category, currency: 'eur' },
    ...{ amount: -700, fee: 20, net: -720, fee_details: [{ amount: 20 }], source: null },
  })
  expect(await balanceSum(there)).toBe(-720)
})

test('a category, a currency and a source may be said', async () => {
  await there.call('/_sandbox/settings', { alsoSettlesIn: ['usd'] })
  const txn = await act('balance_adjustment', {
    ...{ type: 'adjustment', amount: -12, reporting_category: 'network_cost', currency: 'usd' },
    ...{ source: 'ch_of_somebody', description: 'Network costs' },
  })
  expect(txn).toMatchObject({
    ...{ amount: -12, currency: 'usd', exchange_rate: null, source: 'ch_of_somebody' },
    ...{ reporting_category: 'network_cost', description: 'Network costs' },
  })
  expect((await there.stripe.balance.retrieve()).available).toMatchObject([
    { amount: -12, currency: 'usd' },
  ])
})

test('what is no part of the payments balance stays out of it, and out of payouts', async () => {
  await payGift(there)
  const balance_type = 'refund_and_dispute_prefunding'
  await act('balance_adjustment', { type: 'topup', amount: 5000, balance_type })
  expect(await balanceSum(there)).toBe(960)
  expect(await there.stripe.balance.retrieve()).toMatchObject({
    refund_and_dispute_prefunding: { available: [{ amount: 5000, currency: 'eur' }], pending: [] },
  })
  await pass(there, 5 * DAY)
  expect((await there.stripe.payouts.list()).data).toMatchObject([{ amount: 960 }])
})

test('Stripe takes its monthly fee on the first, for as long as it is set', async () => {
  await there.call('/_sandbox/settings', { monthlyFeeCents: 1900 })
  await pass(there, 61 * DAY)
  await there.call('/_sandbox/settings', { monthlyFeeCents: 0 })
  await pass(there, 61 * DAY)
  const fees = (await transactions(there)).filter(({ type }) => type === 'stripe_fee')
  expect(fees.map(({ created, net, description }) => [created, net, description])).toEqual([
    [Date.UTC(2026, 4, 1) / 1000, -1900, 'Billing - Usage Fee (2026-04)'],
    [Date.UTC(2026, 3, 1) / 1000, -1900, 'Billing - Usage Fee (2026-03)'],
  ])
  expect(await act('stripe_fee', { amount: 250, description: 'Radar' })).toMatchObject({
    ...{ type: 'stripe_fee', amount: -250, fee: 0, description: 'Radar' },
  })
})

test('an act that is not understood is refused, and its field named', async () => {
  for (const [body, param] of [
    [{ action: 'fly' }, 'action'],
    [{ action: 'balance_adjustment', type: 'topup' }, 'amount'],
    [{ action: 'balance_adjustment', type: 'topup', amount: 0 }, 'amount'],
    [{ action: 'payout_fail', payout: 'po_1', colour: 'red' }, 'colour'],
  ] as const) {
    const { status, body: answer } = await there.call('/_sandbox/actions', body)
    expect({ status, answer }).toMatchObject({ status: 400, answer: { error: { param } } })
  }
})
