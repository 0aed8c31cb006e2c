import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  balanceSum,
  DAY,
  eventOf,
  orderGift,
  pass,
  pay,
  payGift,
  type Town,
  town,
  transactions,
  types,
} from './town.ts'

let there: Town
beforeEach(async () => {
  there = await town()
})
afterEach(() => there.close())

const act = (action: string, more: object) =>
  there.call('/_sandbox/actions', { action, ...more }).then(({ body }) => body)

async function charged(): Promise<string> {
  await pass(there, 10)
  const [charge] = (await there.stripe.charges.list()).data
  return charge?.id ?? ''
}
const paid = async (paying: { card?: string; iban?: string } = {}) => {
  await payGift(there, paying)
  return charged()
}
const GIFT_EVENTS = 5

test('a refund that waits for its payer can be cancelled, and the money is back', async () => {
  const charge = await paid()
  const refund = await act('refund', { charge, amount: 400, course: 'requires_action' })
  expect(refund).toMatchObject({
    status: 'requires_action',
    next_action: {
      type: 'display_details',
      display_details: { email_sent: { email_sent_to: 'ann@reader.test' } },
    },
  })
  expect(await balanceSum(there)).toBe(560)
  const canceled = await there.stripe.refunds.cancel(refund.id)
  expect(canceled.status).toBe('canceled')
  expect(await types(there, GIFT_EVENTS)).toEqual([
    'refund.created',
    'charge.refunded',
    'refund.updated',
    'charge.refund.updated',
  ])
  const [txn] = await transactions(there)
  expect(txn).toMatchObject({
    ...{ id: canceled.failure_balance_transaction, type: 'refund_failure', amount: 400 },
    source: refund.id,
  })
  expect(await there.stripe.charges.retrieve(charge)).toMatchObject({ amount_refunded: 0 })
  expect(await balanceSum(there)).toBe(960)
  await expect(there.stripe.refunds.cancel(refund.id)).rejects.toMatchObject({ param: 'refund' })
})

test('a refund that waits for its payer goes on when they answer', async () => {
  const charge = await paid()
  const refund = await act('refund', { charge, course: 'requires_action' })
  expect(await act('refund_succeed', { refund: refund.id })).toMatchObject({ status: 'succeeded' })
  expect((await eventOf(there, 'refund.updated')).previous_attributes).toEqual({
    status: 'requires_action',
  })
})

test('a bank debit is given back by transfer, which takes its time', async () => {
  const charge = await paid({ iban: 'DE89370400440532013000' })
  await expect(there.stripe.refunds.create({ charge })).rejects.toMatchObject({ param: 'charge' })
  await pass(there, 6 * DAY)
  const refund = await there.stripe.refunds.create({ charge })
  expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' })
  expect((await transactions(there))[0]).toMatchObject({
    ...{ type: 'payment_refund', reporting_category: 'refund', amount: -1000, fee: 0 },
  })
  await pass(there, 60)
  const done = await there.stripe.refunds.retrieve(refund.id)
  expect(done.status).toBe('succeeded')
  expect(done).not.toHaveProperty('pending_reason')
})

test('a refund that fails brings its money back, by its card or by hand', async () => {
  const charge = await paid({ card: '4000000000005126' })
  const refund = await there.stripe.refunds.create({ charge })
  expect(refund.status).toBe('succeeded')
  await pass(there, 60)
  const failed = await there.stripe.refunds.retrieve(refund.id)
  expect(failed).toMatchObject({ status: 'failed', failure_reason: 'unknown' })
  expect(await types(there, GIFT_EVENTS)).toEqual([
    'refund.created',
    'charge.refunded',
    'refund.failed',
  ])
  const again = await there.stripe.refunds.create({ charge })
  await act('refund_fail', { refund: again.id })
  expect(await balanceSum(there)).toBe(960)
  await pass(there, 60)
  expect(await balanceSum(there)).toBe(960)
})

test('a refund in another currency is exchanged at its own day’s rate', async () => {
  await there.call('/_sandbox/settings', { fxDriftPercent: 5 })
  const price_data = { currency: 'usd', unit_amount: 10_000, product_data: { name: 'Gift' } }
  await pay(there, await orderGift(there, { line_items: [{ quantity: 1, price_data }] }))
  const charge = await charged()
  await pass(there, 3 * DAY)
  await there.stripe.refunds.create({ charge })
  const [refund, paidIn] = (await transactions(there)).filter(({ type }) => type !== 'payout')
  const rateOf = (txn?: { exchange_rate: number | null }) => txn?.exchange_rate ?? 0
  for (const txn of [refund, paidIn]) {
    // the table says 1.08 USD for one EUR
    expect(Math.abs(rateOf(txn) * 1.08 - 1)).toBeLessThan(0.0527)
    expect(Math.abs(txn?.amount ?? 0)).toBe(Math.round(rateOf(txn) * 10_000))
  }
  expect(rateOf(refund)).not.toBe(rateOf(paidIn))
})

test('the same seed has the same rates', async () => {
  const rate = async (other: Town) => {
    await other.call('/_sandbox/settings', { fxDriftPercent: 5 })
    const price_data = { currency: 'usd', unit_amount: 10_000, product_data: { name: 'Gift' } }
    await pay(other, await orderGift(other, { line_items: [{ quantity: 1, price_data }] }))
    return (await transactions(other))[0]?.exchange_rate
  }
  const twins = await Promise.all([town(), town(), town({ seed: 8 })])
  const [one, two, other] = await Promise.all(twins.map(rate))
  expect(two).toBe(one)
  expect(other).not.toBe(one)
  for (const twin of twins) await twin.close()
})
