import { afterAll, beforeAll, expect, test } from 'vitest'
import { orderGift, pay, type Town, town } from './town.ts'

let there: Town
beforeAll(async () => {
  there = await town()
})
afterAll(() => there.close())

/** What paying 10.00 EUR by it answers, and the newest charge. */
async function payBy(card: string) {
  const { status, body } = await pay(there, await orderGift(there), { card })
  const [charge] = (await there.stripe.charges.list({ limit: 1 })).data
  return { status, error: body.error, charge }
}

test.each([
  ['4242424242424242', 'visa'],
  ['4000056655665556', 'visa'],
  ['5555555555554444', 'mastercard'],
  ['378282246310005', 'amex'],
  ['4000000000000341', 'visa'],
  ['4000000000000259', 'visa'],
  ['4000000000002685', 'visa'],
  ['4000000000005423', 'visa'],
  ['4000000000000077', 'visa'],
  ['4000000000007726', 'visa'],
  ['4000000000005126', 'visa'],
])('%s pays, as a %s', async (card, brand) => {
  const { status, charge } = await payBy(card)
  expect(status).toBe(200)
  expect(charge).toMatchObject({
    ...{ paid: true, outcome: { type: 'authorized', network_status: 'approved_by_network' } },
    payment_method_details: { card: { brand, last4: card.slice(-4) } },
  })
})

test.each([
  ['4000000000000002', 'card_declined', 'generic_decline'],
  ['4000000000009995', 'card_declined', 'insufficient_funds'],
  ['4000000000009987', 'card_declined', 'lost_card'],
  ['4000000000009979', 'card_declined', 'stolen_card'],
  ['4000000000000069', 'expired_card', 'expired_card'],
  ['4000000000000127', 'incorrect_cvc', 'incorrect_cvc'],
  ['4000000000000119', 'processing_error', 'processing_error'],
  ['4012888888881881', 'card_declined', 'test_mode_live_card'],
])('%s is refused: %s, %s', async (card, code, decline_code) => {
  const { status, error, charge } = await payBy(card)
  expect(status).toBe(402)
  expect(error).toMatchObject({ type: 'card_error', code, decline_code, charge: charge?.id })
  expect(charge).toMatchObject({
    ...{ paid: false, status: 'failed', failure_code: code },
    outcome: { type: 'issuer_declined', reason: decline_code },
  })
})

test('4100000000000019 is blocked as a fraud, before any bank is asked', async () => {
  const { error, charge } = await payBy('4100000000000019')
  expect(error).toMatchObject({ code: 'card_declined', decline_code: 'fraudulent' })
  expect(charge?.outcome).toMatchObject({
    ...{ type: 'blocked', network_status: 'not_sent_to_network', risk_level: 'highest' },
    reason: 'highest_risk_level',
  })
})

test('a number that is none is refused without an attempt', async () => {
  const before = (await there.stripe.charges.list({ limit: 1 })).data[0]
  const { status, error, charge } = await payBy('4242424242424241')
  expect(status).toBe(400)
  expect(error).toMatchObject({ code: 'incorrect_number', param: 'card' })
  expect(charge?.id).toBe(before?.id)
})
