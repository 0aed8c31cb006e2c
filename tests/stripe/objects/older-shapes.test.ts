import { describe, expect, test } from 'vitest'
import { parseCharge } from '../../../src/stripe/objects/charge.ts'
import { parseCheckoutSession } from '../../../src/stripe/objects/checkout-session.ts'
import { parseEvent } from '../../../src/stripe/objects/event.ts'
import { parseInvoice } from '../../../src/stripe/objects/invoice.ts'
import { parseSubscription } from '../../../src/stripe/objects/subscription.ts'

const second = 1_598_486_400 // 2020-08-27
const month = { start: second, end: second + 86_400 }

describe('an invoice of 2020', () => {
  const invoice = {
    object: 'invoice',
    id: 'in_1',
    subscription: { id: 'sub_1', object: 'subscription' },
    customer: 'cus_1',
    paid: true,
    charge: 'ch_1',
    payment_intent: null,
    discount: { object: 'discount', coupon: { id: 'HALF', percent_off: 50 } },
    tax: 0,
    amount_due: 500,
    amount_paid: 500,
    currency: 'eur',
    created: second,
    lines: {
      data: [
        { proration: true, period: { start: second - 86_400, end: second }, metadata: {} },
        { proration: false, period: month, metadata: { kind: 'membership', campaign: 'spring' } },
      ],
    },
  }

  test('names its subscription and charge, and the span that it bills, not the one made up for', () => {
    expect(parseInvoice(invoice)).toMatchObject({
      subscription: 'sub_1',
      payments: ['ch_1'],
      status: 'paid',
      period_start: new Date(second * 1000),
      period_end: new Date((second + 86_400) * 1000),
    })
  })

  test('has the campaign of its subscription on its lines alone', () => {
    expect(parseInvoice(invoice).labels.campaign).toBe('spring')
  })

  test('without status and not paid is of a status that we do not know', () => {
    expect(parseInvoice({ ...invoice, paid: false }).status).toBe('unknown')
  })
})

test('an invoice of today tells the span it bills from a made-up one, and where to pay it', () => {
  const open = {
    ...{ object: 'invoice', id: 'in_1', status: 'open', currency: 'eur', created: second },
    ...{ amount_due: 500, amount_paid: 0, hosted_invoice_url: 'https://pay.example.org/in_1' },
    lines: {
      data: [
        {
          period: { start: 1, end: 2 },
          parent: { subscription_item_details: { proration: true } },
        },
        { period: month, parent: { subscription_item_details: { proration: false } } },
      ],
    },
  }
  expect(parseInvoice(open)).toMatchObject({
    period_start: new Date(second * 1000),
    pay_url: 'https://pay.example.org/in_1',
  })
  expect(parseInvoice({ ...open, status: 'paid' }).pay_url).toBeNull()
})

describe('a charge of 2020', () => {
  const charge = {
    ...{ object: 'charge', id: 'ch_1', status: 'succeeded', captured: true, invoice: 'in_1' },
    ...{ amount: 2000, amount_refunded: 1500, currency: 'eur', created: second },
  }
  const refund = { object: 'refund', currency: 'eur', created: second }

  test('names its invoice and lists its refunds; one on its way is not given back yet', () => {
    const data = [
      { ...refund, id: 're_1', amount: 500, status: 'succeeded', balance_transaction: 'txn_2' },
      { ...refund, id: 're_2', amount: 700, status: 'requires_action' },
      {
        ...refund,
        id: 're_3',
        amount: 900,
        status: 'failed',
        failure_reason: 'lost_or_stolen_card',
      },
      { ...refund, id: 're_4', amount: 100, status: null },
      { ...refund, id: 're_5', amount: 50, status: 'canceled' },
    ]
    const told = parseCharge({ ...charge, refunds: { data, has_more: false } })
    expect(told).toMatchObject({
      invoice: 'in_1',
      refunded_minor: 600n,
      refund_pending_minor: 700n,
      transactions: ['txn_2'],
    })
    expect(told.refunds?.map(({ state, failure }) => [state, failure])).toEqual([
      ['succeeded', null],
      ['pending', null],
      ['failed', 'lost_or_stolen_card'],
      ['succeeded', null],
      ['canceled', null],
    ])
  })

  test.each([
    ['that does not list its refunds', {}],
    ['with more refunds than it lists', { refunds: { data: [], has_more: true } }],
  ])('%s gave back what it says', (_, more) => {
    expect(parseCharge({ ...charge, ...more })).toMatchObject({
      refunded_minor: 1500n,
      refund_pending_minor: 0n,
      refunds: null,
    })
  })
})

test('what the payer saw stands beside what was charged, where the currency differs', () => {
  const charge = {
    ...{ object: 'charge', id: 'ch_1', status: 'succeeded', captured: true },
    ...{ amount: 2000, currency: 'eur', created: second },
  }
  const shown = (presentment_amount: number, presentment_currency: string) =>
    parseCharge({ ...charge, presentment_details: { presentment_amount, presentment_currency } })
  expect(shown(2330, 'usd')).toMatchObject({
    amount_minor: 2000n,
    currency: 'EUR',
    presented: { amount_minor: 2330n, currency: 'USD' },
  })
  expect(shown(2000, 'eur').presented).toBeNull()
})

test('a subscription of 2020 whose price is a plan and whose period stands on top', () => {
  const subscription = {
    ...{ object: 'subscription', id: 'sub_1', customer: { id: 'cus_1' }, status: 'past_due' },
    ...{ currency: 'usd', created: second, current_period_start: month.start },
    current_period_end: month.end,
    plan: { amount: 900, interval: 'month', interval_count: 1 },
    quantity: 2,
    discount: { coupon: { id: 'HALF' } },
  }
  expect(parseSubscription(subscription)).toMatchObject({
    customer: 'cus_1',
    amount_minor: 1800n,
    frequency: 'monthly',
    period_end: new Date(month.end * 1000),
    unpaid_since: new Date(month.start * 1000),
  })
})

test.each(['hosted', 'hosted_page', 'embedded', 'custom', 'a word of tomorrow'])(
  'a session whose ui_mode is %s is a session',
  (ui_mode) => {
    const session = { object: 'checkout.session', id: 'cs_1', mode: 'payment', ui_mode }
    expect(parseCheckoutSession({ ...session, status: 'complete' }).state).toBe('complete')
  },
)

test.each<[string, object, object]>([
  ['its latest charge', { latest_charge: 'ch_2' }, { charge: 'ch_2' }],
  ['its latest charge whole', { latest_charge: { id: 'ch_2' } }, { charge: 'ch_2' }],
  [
    'its charges, as until 2022',
    { charges: { data: [{ id: 'ch_2' }, { id: 'ch_1' }] } },
    { charge: 'ch_2' },
  ],
  ['no charge', { charges: { data: [] } }, { charge: null }],
  ['its subscription', { subscription: 'sub_1' }, { subscription: 'sub_1' }],
  [
    'its subscription, as since 2025',
    { parent: { subscription_details: { subscription: 'sub_1' } } },
    { subscription: 'sub_1' },
  ],
])('an event whose object names %s', (_, object, expected) => {
  const event = { id: 'evt_1', type: 'any', data: { object } }
  expect(parseEvent(event)).toMatchObject({ object: expected })
})
