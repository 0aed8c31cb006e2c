import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  balanceSum,
  DAY,
  eventOf,
  log,
  pass,
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

/** A gift of 10.00 that brings 9.60, ten seconds ago. */
async function paid(paying: { card?: string; iban?: string } = {}): Promise<string> {
  await payGift(there, paying)
  await pass(there, 10)
  const [charge] = (await there.stripe.charges.list()).data
  return charge?.id ?? ''
}

async function disputed(more: object = {}) {
  return act('dispute_open', { charge: await paid(), ...more })
}

const toldAfter = async (count: number) => (await types(there)).slice(count)
const GIFT_EVENTS = 5

describe('a dispute', () => {
  test('waits for an answer, and is lost when none comes', async () => {
    const dispute = await disputed()
    expect(dispute).toMatchObject({
      ...{ status: 'needs_response', amount: 1000, is_charge_refundable: false },
      evidence_details: { has_evidence: false, submission_count: 0 },
      balance_transactions: [
        { amount: -1000, fee: 2000, net: -3000, reporting_category: 'dispute' },
      ],
    })
    await pass(there, 8 * DAY)
    expect(await toldAfter(GIFT_EVENTS)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.updated',
      'charge.dispute.closed',
    ])
    expect(await there.stripe.disputes.retrieve(dispute.id)).toMatchObject({
      ...{ status: 'lost', evidence_details: { past_due: true } },
    })
    expect(await balanceSum(there)).toBe(960 - 3000)
  })

  test('keeps what is written down, and is reviewed once it is sent', async () => {
    const { id } = await disputed()
    const { stripe } = there
    const evidence = { product_description: 'A membership' }
    const staged = await stripe.disputes.update(id, { evidence, submit: false })
    expect(staged).toMatchObject({ status: 'needs_response', evidence })
    expect(staged.evidence_details).toMatchObject({ has_evidence: true, submission_count: 0 })
    const sent = await stripe.disputes.update(id, { evidence: { customer_name: 'Ann' } })
    expect(sent).toMatchObject({
      status: 'under_review',
      evidence: { ...evidence, customer_name: 'Ann' },
      evidence_details: { submission_count: 1, submission_method: 'manual' },
    })
    expect((await eventOf(there, 'charge.dispute.updated')).previous_attributes).toEqual({
      evidence: { customer_name: null },
      evidence_details: { submission_count: 0, submission_method: 'not_submitted' },
      status: 'needs_response',
    })
    await expect(stripe.disputes.update(id, { evidence })).rejects.toMatchObject({
      param: 'dispute',
    })
    await pass(there, 30 * DAY)
    expect(await stripe.disputes.retrieve(id)).toMatchObject({ status: 'under_review' })
  })

  test.each([
    ['winning_evidence', 'won', 'charge.dispute.funds_reinstated', -2000],
    ['losing_evidence', 'lost', 'charge.dispute.updated', -3000],
  ])('answered with %s is %s by itself', async (text, status, before, left) => {
    const { id } = await disputed()
    await there.stripe.disputes.update(id, { evidence: { uncategorized_text: text } })
    await pass(there, 60)
    expect(await there.stripe.disputes.retrieve(id)).toMatchObject({ status })
    expect((await types(there)).slice(-2)).toEqual([before, 'charge.dispute.closed'])
    expect(await balanceSum(there)).toBe(960 + left)
  })

  test('gives its fee back when it is won, where the account has that, and what the answer cost', async () => {
    await there.call('/_sandbox/settings', {
      ...{ disputeFeeReturned: true, disputeCounterFeeCents: 1500 },
    })
    const { id } = await disputed()
    await act('dispute_submit', { dispute: id })
    expect(await balanceSum(there)).toBe(960 - 3000 - 1500)
    await act('dispute_win', { dispute: id })
    expect(await balanceSum(there)).toBe(960)
    const { balance_transactions } = await there.stripe.disputes.retrieve(id)
    expect(balance_transactions.map(({ amount, fee, net }) => [amount, fee, net])).toEqual([
      [-1000, 2000, -3000],
      [1000, -2000, 3000],
    ])
    const fees = (await transactions(there)).filter(({ type }) => type === 'stripe_fee')
    expect(fees.map(({ net, reporting_category }) => [net, reporting_category])).toEqual([
      [1500, 'fee'],
      [-1500, 'fee'],
    ])
  })

  test('over a part takes that part', async () => {
    await disputed({ amount: 400 })
    expect(await balanceSum(there)).toBe(960 - 400 - 2000)
  })

  test('that is prevented moves nothing', async () => {
    expect(await disputed({ prevented: true })).toMatchObject({
      ...{ status: 'prevented', balance_transactions: [] },
    })
    expect(await toldAfter(GIFT_EVENTS)).toEqual([
      'charge.dispute.created',
      'charge.updated',
      'charge.dispute.closed',
    ])
    expect(await balanceSum(there)).toBe(960)
  })

  test('leaves nothing to refund, unless it is won', async () => {
    const { id, charge } = await disputed()
    await expect(there.stripe.refunds.create({ charge })).rejects.toMatchObject({
      code: 'charge_disputed',
    })
    await act('dispute_win', { dispute: id })
    expect(await there.stripe.refunds.create({ charge })).toMatchObject({ status: 'succeeded' })
  })
})

describe('an inquiry', () => {
  test('moves no money, and ends by itself', async () => {
    const inquiry = await disputed({ inquiry: true })
    expect(inquiry).toMatchObject({ status: 'warning_needs_response', is_charge_refundable: true })
    await act('dispute_submit', { dispute: inquiry.id })
    expect((await eventOf(there, 'charge.dispute.updated')).object).toMatchObject({
      status: 'warning_under_review',
    })
    await act('dispute_win', { dispute: inquiry.id })
    expect(await toldAfter(GIFT_EVENTS)).toEqual([
      'charge.dispute.created',
      'charge.updated',
      'charge.dispute.updated',
      'charge.dispute.closed',
    ])
    expect(await there.stripe.disputes.retrieve(inquiry.id)).toMatchObject({
      ...{ status: 'warning_closed', balance_transactions: [] },
    })
    expect(await balanceSum(there)).toBe(960)
  })

  test('that nobody answers ends, too', async () => {
    const { id } = await disputed({ inquiry: true })
    await pass(there, 8 * DAY)
    expect((await there.stripe.disputes.retrieve(id)).status).toBe('warning_closed')
  })

  test('may become a dispute, which takes the money then', async () => {
    const { id } = await disputed({ inquiry: true })
    const evidence = { uncategorized_text: 'escalate_inquiry_evidence' }
    await there.stripe.disputes.update(id, { evidence })
    await pass(there, 60)
    expect(await toldAfter(GIFT_EVENTS + 3)).toEqual([
      'charge.dispute.updated',
      'charge.dispute.funds_withdrawn',
    ])
    expect(await there.stripe.disputes.retrieve(id)).toMatchObject({
      ...{ status: 'needs_response', is_charge_refundable: false },
      payment_method_details: { card: { case_type: 'chargeback' } },
    })
    expect(await balanceSum(there)).toBe(960 - 3000)
    expect(await act('dispute_lose', { dispute: id })).toMatchObject({ status: 'lost' })
  })
})

describe('an early fraud warning', () => {
  test('comes for its card, and asks for nothing once the money is back', async () => {
    const charge = await paid({ card: '4000000000005423' })
    expect((await types(there)).at(-1)).toBe('radar.early_fraud_warning.created')
    const { data } = await there.stripe.radar.earlyFraudWarnings.list({ charge })
    expect(data).toMatchObject([{ charge, actionable: true, fraud_type: expect.any(String) }])
    await there.stripe.refunds.create({ charge, amount: 400 })
    await there.stripe.refunds.create({ charge, amount: 600 })
    const [warning] = data
    const now = await there.stripe.radar.earlyFraudWarnings.retrieve(warning?.id ?? '')
    expect(now.actionable).toBe(false)
    expect((await eventOf(there, 'radar.early_fraud_warning.updated')).previous_attributes).toEqual(
      { actionable: true },
    )
  })

  test('is given by hand before a dispute', async () => {
    const charge = await paid()
    const warning = await act('early_fraud_warning', { charge, fraud_type: 'made_with_lost_card' })
    expect(warning).toMatchObject({ object: 'radar.early_fraud_warning', actionable: true })
    await act('dispute_open', { charge })
    expect((await types(there)).slice(-2)).toEqual([
      'charge.updated',
      'radar.early_fraud_warning.updated',
    ])
  })
})

const DEBIT = 'DE89370400440532013000'

describe('a bank debit that comes back after it has succeeded', () => {
  const settled = async (iban = DEBIT) => {
    const charge = await paid({ iban })
    await pass(there, 6 * DAY)
    return charge
  }

  test('as a dispute is lost at once', async () => {
    const charge = await settled()
    const before = (await log(there)).length
    const dispute = await act('return_debit', { charge, as: 'dispute', fee: 750 })
    expect((await log(there)).slice(before).map(({ type }) => type)).toEqual([
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.updated',
      'charge.dispute.closed',
    ])
    expect(dispute).toMatchObject({
      ...{ status: 'lost', reason: 'insufficient_funds' },
      balance_transactions: [{ type: 'adjustment', amount: -1000, fee: 750, net: -1750 }],
    })
    const intents = (await there.stripe.paymentIntents.list()).data
    expect(intents).toMatchObject([{ status: 'succeeded' }])
    // 10.00 − 0.35, less 10.00 and 7.50
    expect(await balanceSum(there)).toBe(965 - 1750)
  })

  test('as a failure takes the payment back', async () => {
    const charge = await settled()
    const before = (await log(there)).length
    const failed = await act('return_debit', { charge, as: 'failure', fee: 300 })
    expect((await log(there)).slice(before).map(({ type }) => type)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
    ])
    expect(failed).toMatchObject({ status: 'failed', paid: false })
    const txn = await there.stripe.balanceTransactions.retrieve(failed.failure_balance_transaction)
    expect(txn).toMatchObject({
      ...{ type: 'payment_failure_refund', reporting_category: 'charge_failure' },
      ...{ amount: -1000, fee: 300, net: -1300, source: charge },
    })
    expect((await there.stripe.paymentIntents.list()).data).toMatchObject([
      { status: 'requires_payment_method', amount_received: 0 },
    ])
    expect(await balanceSum(there)).toBe(965 - 1300)
  })

  test.each([
    ['DE35370400440532013002', 6, 'charge.dispute.closed'],
    ['DE35370400440532013099', 21, 'payment_intent.payment_failed'],
  ])('does so by itself for %s', async (iban, days, last) => {
    await paid({ iban })
    await pass(there, days * DAY)
    expect((await types(there)).at(-1)).toBe(last)
  })

  test('is none for a card, and none twice', async () => {
    const card = await paid()
    expect(await act('return_debit', { charge: card, as: 'failure' })).toMatchObject({
      error: { param: 'charge' },
    })
    const charge = await settled()
    await act('return_debit', { charge, as: 'failure' })
    expect(await act('return_debit', { charge, as: 'dispute' })).toMatchObject({
      error: { param: 'charge' },
    })
  })
})
