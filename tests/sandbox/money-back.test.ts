import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  balanceSum,
  DAY,
  join,
  log,
  pass,
  payGift,
  payments,
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

describe('a refund', () => {
  test('is told in the order of 8.5.7 and keeps the fee', async () => {
    await payGift(there)
    await pass(there, 10)
    const [charge] = (await there.stripe.charges.list()).data
    await there.stripe.refunds.create({ charge: charge?.id ?? '', amount: 300 })
    expect(await types(there, 5)).toEqual([
      'refund.created',
      'charge.refunded',
      'refund.updated',
      'charge.refund.updated',
    ])
    expect(await there.stripe.charges.retrieve(charge?.id ?? '')).toMatchObject({
      ...{ amount_refunded: 300, refunded: false },
    })
    const [refund] = await transactions(there)
    expect(refund).toMatchObject({ type: 'refund', amount: -300, fee: 0, net: -300 })
    expect(await balanceSum(there)).toBe(660)
  })

  test('of more than is left is refused', async () => {
    await payGift(there)
    const [charge] = (await there.stripe.charges.list()).data
    const id = charge?.id ?? ''
    await there.stripe.refunds.create({ charge: id, amount: 600 })
    await expect(there.stripe.refunds.create({ charge: id, amount: 401 })).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      param: 'amount',
    })
    expect(await there.stripe.refunds.create({ charge: id })).toMatchObject({ amount: 400 })
    await expect(there.stripe.refunds.create({ charge: id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    })
  })
})

describe('a dispute', () => {
  const disputed = async () => {
    await payGift(there)
    await pass(there, 10)
    const [charge] = (await there.stripe.charges.list()).data
    return act('dispute_open', { charge: charge?.id })
  }
  const act = async (action: string, more: object) =>
    (await there.call('/_sandbox/actions', { action, ...more })).body

  test('that is won gives the money back and keeps the fee', async () => {
    const dispute = await disputed()
    expect(await balanceSum(there)).toBe(960 - 1000 - 2000)
    await act('dispute_win', { dispute: dispute.id })
    expect(await types(there, 5)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.updated',
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ])
    expect(await balanceSum(there)).toBe(960 - 2000)
    const won = await there.stripe.disputes.retrieve(dispute.id)
    expect(won).toMatchObject({
      status: 'won',
      balance_transactions: [
        { type: 'adjustment', reporting_category: 'dispute', amount: -1000, fee: 2000, net: -3000 },
        { type: 'adjustment', reporting_category: 'dispute_reversal', amount: 1000, fee: 0 },
      ],
    })
  })

  test('that is lost leaves the money where it went', async () => {
    const dispute = await disputed()
    expect(await act('dispute_lose', { dispute: dispute.id })).toMatchObject({ status: 'lost' })
    expect((await types(there)).at(-1)).toBe('charge.dispute.closed')
    expect(await balanceSum(there)).toBe(960 - 1000 - 2000)
    const again = await act('dispute_win', { dispute: dispute.id })
    expect(again).toMatchObject({ error: { type: 'invalid_request_error' } })
  })

  test('comes by itself for the card that brings one, without ending anything', async () => {
    const { subscription } = await join(there, { card: '4000000000000259' })
    await pass(there, 10)
    expect(await types(there)).toContain('charge.dispute.funds_withdrawn')
    const still = await there.stripe.subscriptions.retrieve(String(subscription))
    expect(still.status).toBe('active')
  })
})

describe('a payout', () => {
  test('carries what is available to the bank by itself, and adds up', async () => {
    await payGift(there)
    await pass(there, 7 * DAY)
    expect((await log(there)).map(({ type }) => type).slice(5)).toEqual([
      'payout.created',
      'payout.updated',
      'payout.paid',
      'payout.reconciliation_completed',
    ])
    const [payout] = (await there.stripe.payouts.list()).data
    expect(payout).toMatchObject({ amount: 960, automatic: true, status: 'paid' })
    const carried = await there.stripe.balanceTransactions.list({ payout: payout?.id ?? '' })
    expect(carried.data.map(({ type, net }) => [type, net])).toEqual([
      ['payout', -960],
      ['charge', 960],
    ])
  })

  test('by hand takes all that is left, pending too, and is refused when that is nothing', async () => {
    await payGift(there)
    const ordered = { action: 'payout', currency: 'eur' }
    const made = await there.call('/_sandbox/actions', ordered)
    expect(made.body).toMatchObject({ object: 'payout', amount: 960, automatic: false })
    expect(await balanceSum(there)).toBe(0)
    expect((await there.call('/_sandbox/actions', ordered)).status).toBe(400)
    await pass(there, 5 * DAY)
    expect((await there.stripe.payouts.list()).data).toHaveLength(1)
  })

  test('that fails brings the money back', async () => {
    await payGift(there)
    await pass(there, 5 * DAY)
    const [payout] = (await there.stripe.payouts.list()).data
    await there.call('/_sandbox/actions', { action: 'payout_fail', payout: payout?.id })
    expect(await balanceSum(there)).toBe(960)
    expect((await transactions(there))[0]).toMatchObject({ type: 'payout_failure', amount: 960 })
  })
})

test('the sum of all transactions is the balance, whatever has waited or left', async () => {
  await payGift(there)
  await join(there)
  await join(there, { card: '4000000000000341' })
  await pass(there, 100 * DAY)
  const all = await transactions(there)
  const sum = all.reduce((total, { net }) => total + net, 0)
  expect(await balanceSum(there)).toBe(sum)
  // 1 gift; 4 payments of one member, 1 of the other: 960 + 5 * (700 - 11 - 25)
  const earned = (await payments(there)).reduce((total, { net }) => total + net, 0)
  expect(earned).toBe(4280)
})
