import { describe, expect, test } from 'vitest'
import { parseBalanceTransaction } from '../../../src/stripe/objects/balance-transaction.ts'
import { parseCharge } from '../../../src/stripe/objects/charge.ts'
import { parseCheckoutSession } from '../../../src/stripe/objects/checkout-session.ts'
import { parseCustomer } from '../../../src/stripe/objects/customer.ts'
import { parseDispute } from '../../../src/stripe/objects/dispute.ts'
import { noLabels } from '../../../src/stripe/objects/fields.ts'
import { parseInvoice } from '../../../src/stripe/objects/invoice.ts'
import { parseInvoicePayment } from '../../../src/stripe/objects/invoice-payment.ts'
import { parseSubscription } from '../../../src/stripe/objects/subscription.ts'

const second = 1_773_136_800
const then = new Date('2026-03-10T10:00:00Z')
const month = { interval: 'month', interval_count: 1 }

function subscription(more: object = {}) {
  return {
    object: 'subscription',
    id: 'sub_1',
    customer: 'cus_1',
    status: 'active',
    currency: 'eur',
    created: second,
    start_date: second,
    items: {
      data: [
        {
          quantity: 1,
          current_period_start: second,
          current_period_end: second + 86_400,
          price: { unit_amount: 500, unit_amount_decimal: '500', recurring: month },
        },
      ],
    },
    metadata: { campaign: 'spring', kind: 'membership', other: 'left out' },
    ...more,
  }
}

describe('subscription', () => {
  test('the period of its items, the amount of all of them', () => {
    expect(parseSubscription(subscription())).toEqual({
      id: 'sub_1',
      customer: 'cus_1',
      status: 'active',
      raw_status: 'active',
      paused: false,
      started_at: then,
      period_end: new Date('2026-03-11T10:00:00Z'),
      ends_at: null,
      ended_at: null,
      end_reason: null,
      end_feedback: null,
      pause_reason: null,
      resumes_at: null,
      trial_ends_at: null,
      unpaid_since: null,
      amount_minor: 500n,
      currency: 'EUR',
      frequency: 'monthly',
      interval_unit: 'month',
      price: {
        items: [
          {
            amount_minor: '500',
            per_year: '12',
            inclusive_tax: null,
            product: null,
            discounts: [],
          },
        ],
        discounts: [],
        terms: [],
      },
      interval_count: 1,
      labels: {
        kind: 'membership',
        campaign: 'spring',
        article: null,
        product: null,
        ...{ recipient: null, language: null, form: null, variant: null, wordsOf: null },
      },
    })
  })

  test('the shape of before 2025: the period on top, a plan in place of a price', () => {
    const old = subscription({
      current_period_end: second + 7,
      items: {
        data: [{ plan: { amount: 900, interval: 'year', interval_count: 1 }, quantity: 2 }],
      },
    })
    expect(parseSubscription(old)).toMatchObject({
      period_end: new Date((second + 7) * 1000),
      amount_minor: 1800n,
      frequency: 'yearly',
    })
  })

  test.each<[string, object, object]>([
    [
      'a status newer than we know',
      { status: 'dormant' },
      { status: 'unknown', raw_status: 'dormant' },
    ],
    [
      'collection paused until a day',
      { pause_collection: { behavior: 'void', resumes_at: second } },
      { paused: true, pause_reason: 'void', resumes_at: then },
    ],
    [
      'paused by its status, and why',
      {
        status: 'paused',
        status_details: { paused: { subscription: { type: 'pause_requested' } } },
      },
      { status: 'paused', paused: false, pause_reason: 'pause_requested', resumes_at: null },
    ],
    [
      'on trial, given to somebody',
      { status: 'trialing', trial_end: second, metadata: { gift_recipient_ref: 'r-7' } },
      { trial_ends_at: then, labels: { recipient: 'r-7' } },
    ],
    [
      'told to end with its period',
      { cancel_at_period_end: true },
      { ends_at: new Date('2026-03-11T10:00:00Z') },
    ],
    ['told to end on a day', { cancel_at: second + 9 }, { ends_at: new Date((second + 9) * 1000) }],
    ['past due since its period began', { status: 'past_due' }, { unpaid_since: then }],
    [
      'over, and why',
      {
        status: 'canceled',
        ended_at: second,
        cancel_at: second,
        cancellation_details: { reason: 'payment_failed', feedback: 'too_expensive' },
      },
      {
        ended_at: then,
        ends_at: null,
        end_reason: 'payment_failed',
        end_feedback: 'too_expensive',
      },
    ],
    [
      'a customer sent whole',
      { customer: { id: 'cus_2', object: 'customer' } },
      { customer: 'cus_2' },
    ],
    [
      'a price below the cent',
      priced({ unit_amount: null, unit_amount_decimal: '49.6' }),
      { amount_minor: 50n },
    ],
    [
      'every three months',
      priced({ recurring: { interval: 'month', interval_count: 3 } }),
      { frequency: 'other' },
    ],
    [
      'every twelve months',
      priced({ recurring: { interval: 'month', interval_count: 12 } }),
      { frequency: 'yearly' },
    ],
  ])('%s', (_, more, expected) => {
    expect(parseSubscription(subscription(more))).toMatchObject(expected)
  })
})

function priced(more: object) {
  return {
    items: { data: [{ quantity: 1, price: { unit_amount: 500, recurring: month, ...more } }] },
  }
}

describe('invoice', () => {
  const invoice = {
    object: 'invoice',
    id: 'in_1',
    amount_due: 500,
    amount_paid: 500,
    currency: 'eur',
    created: second,
  }
  const metadata = { campaign: 'spring' }

  test.each<[string, object]>([
    ['since 2025', { parent: { subscription_details: { subscription: 'sub_1', metadata } } }],
    ['before', { subscription: 'sub_1', subscription_details: { metadata } }],
  ])('its subscription and campaign, in the shape %s', (_, more) => {
    const { subscription: of, labels } = parseInvoice({ ...invoice, ...more })
    expect([of, labels.campaign]).toEqual(['sub_1', 'spring'])
  })

  test.each<[string, object, string[]]>([
    [
      'fetched',
      { payments: { data: [{ payment: { type: 'payment_intent', payment_intent: 'pi_1' } }] } },
      ['pi_1'],
    ],
    ['of an old version', { payment_intent: 'pi_1', charge: 'ch_1' }, ['pi_1']],
    ['in an event', {}, []],
    ['paid past Stripe', { payments: { data: [{ payment: { type: 'payment_record' } }] } }, []],
  ])('its payments, %s', (_, more, payments) => {
    expect(parseInvoice({ ...invoice, ...more }).payments).toEqual(payments)
  })
})

describe('charge', () => {
  const charge = {
    object: 'charge',
    id: 'ch_1',
    status: 'succeeded',
    captured: true,
    amount: 1000,
    currency: 'jpy',
    created: second,
  }

  test.each<[string, object, object]>([
    [
      'captured in part',
      { amount_captured: 600 },
      { state: 'succeeded', amount_minor: 600n, currency: 'JPY' },
    ],
    [
      'only reserved',
      { captured: false, amount_captured: 0 },
      { state: 'pending', amount_minor: 1000n },
    ],
    ['a status newer than we know', { status: 'dormant' }, { state: 'pending' }],
    [
      'refused, with the reason of the bank',
      { status: 'failed', failure_code: 'card_declined', outcome: { reason: 'do_not_honor' } },
      { state: 'failed', failure: 'do_not_honor' },
    ],
    [
      'refused without more',
      { status: 'failed', failure_code: 'expired_card' },
      { failure: 'expired_card' },
    ],
    [
      'the country that the payer says',
      {
        billing_details: { address: { country: 'UA' } },
        payment_method_details: { card: { country: 'PL' } },
      },
      { country: 'UA' },
    ],
    [
      "the card's country",
      { payment_method_details: { card: { country: 'PL' } } },
      { country: 'PL' },
    ],
    [
      'a bank debit that came back',
      { balance_transaction: 'txn_1', failure_balance_transaction: { id: 'txn_2' } },
      { state: 'failed', returned: true, transactions: ['txn_1', 'txn_2'] },
    ],
    [
      'a name with a zero character',
      { billing_details: { email: 'a@example.org', name: 'A\u0000nn\ud800' } },
      { email: 'a@example.org', name: 'A\uFFFDnn\uFFFD' },
    ],
  ])('%s', (_, more, expected) => {
    expect(parseCharge({ ...charge, ...more })).toMatchObject(expected)
  })
})

test.each([
  ['won', 'won'],
  ['lost', 'lost'],
  ['needs_response', 'open'],
  ['under_review', 'open'],
  ['appeal_submitted', 'open'],
  ['prevented', 'none'],
  ['warning_needs_response', 'none'],
  ['warning_closed', 'none'],
])('a dispute that is %s is %s to us', (status, state) => {
  const dispute = { object: 'dispute', id: 'dp_1', charge: { id: 'ch_1' }, status }
  expect(parseDispute(dispute)).toMatchObject({ id: 'dp_1', charge: 'ch_1', state })
})

describe('balance transaction', () => {
  const transaction = {
    object: 'balance_transaction',
    id: 'txn_1',
    amount: -1000,
    fee: 1500,
    fee_details: [{ amount: 1500 }],
    net: -2500,
    currency: 'eur',
    exchange_rate: 1.17,
    type: 'adjustment',
    reporting_category: 'dispute',
    created: second,
    source: { id: 'dp_1', object: 'dispute', charge: 'ch_1', payment_intent: 'pi_1' },
  }

  test('a dispute, with its fee and what it is about', () => {
    expect(parseBalanceTransaction(transaction)).toEqual({
      id: 'txn_1',
      amount_minor: -1000n,
      fee_minor: 1500n,
      net_minor: -2500n,
      currency: 'EUR',
      exchange_rate: '1.17',
      type: 'adjustment',
      reporting_category: 'dispute',
      created: then,
      charge: 'ch_1',
      payment_intent: 'pi_1',
      refund: null,
      dispute: 'dp_1',
      payout: null,
      balance_type: 'payments',
    })
  })

  test.each([
    ['ch_1', { charge: 'ch_1' }],
    ['py_1', { charge: 'py_1' }],
    ['re_1', { refund: 're_1' }],
    ['pyr_1', { refund: 'pyr_1' }],
    ['du_1', { dispute: 'du_1' }],
    ['po_1', { payout: 'po_1' }],
    ['tu_1', { charge: null, refund: null, dispute: null, payout: null }],
  ])('of a source that came as %s', (source, expected) => {
    expect(parseBalanceTransaction({ ...transaction, source })).toMatchObject(expected)
  })

  test.each([
    ['net', { net: -2501 }],
    ['fee details', { fee_details: [{ amount: 1499 }] }],
    ['an amount past exact numbers', { amount: 2 ** 53, net: 2 ** 53 }],
  ])('one whose %s does not hold is refused', (_, more) => {
    expect(() => parseBalanceTransaction({ ...transaction, ...more })).toThrow()
  })
})

test('a customer, and one of whom only the deletion is left', () => {
  const customer = {
    object: 'customer',
    id: 'cus_1',
    email: null,
    name: 'Ann',
    created: 1_700_000_000,
  }
  expect(parseCustomer(customer)).toEqual({
    kind: 'present',
    id: 'cus_1',
    email: null,
    name: 'Ann',
    made_at: new Date('2023-11-14T22:13:20Z'),
    pays_with: null,
  })
  expect(parseCustomer({ object: 'customer', id: 'cus_1', deleted: true })).toEqual({
    kind: 'deleted',
    id: 'cus_1',
  })
})

test('a session tells who paid and what for', () => {
  const session = {
    object: 'checkout.session',
    id: 'cs_1',
    mode: 'payment',
    payment_intent: { id: 'pi_1' },
    customer_email: 'typed@example.org',
    customer_details: { email: 'ann@example.org', name: 'Ann' },
    metadata: { kind: 'gift', campaign: 'spring', article: '' },
  }
  expect(parseCheckoutSession(session)).toEqual({
    id: 'cs_1',
    mode: 'payment',
    state: 'unknown',
    payment_intent: 'pi_1',
    customer: null,
    email: 'ann@example.org',
    name: 'Ann',
    amount_minor: null,
    currency: null,
    made_at: null,
    expired_at: null,
    labels: { ...noLabels, kind: 'gift', campaign: 'spring' },
  })
  expect(parseCheckoutSession({ ...session, mode: 'dance' }).mode).toBe('other')
})

test('an invoice payment', () => {
  const payment = { type: 'charge', charge: 'ch_1' }
  expect(
    parseInvoicePayment({ object: 'invoice_payment', id: 'inpay_1', invoice: 'in_1', payment }),
  ).toEqual({
    id: 'inpay_1',
    invoice: 'in_1',
    payment: 'ch_1',
  })
})
