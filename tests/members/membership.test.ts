import { describe, expect, test } from 'vitest'
import {
  monthsAfter,
  type PaymentFacts,
  type SubscriptionFacts,
  type SupportFacts,
  standingOf,
} from '../../src/members/membership.ts'

function subscription(more: Partial<SubscriptionFacts> = {}): SubscriptionFacts {
  return {
    id: 'sub_1',
    status: 'active',
    raw_status: 'active',
    paused: false,
    started_at: new Date('2026-01-10'),
    period_end: new Date('2026-04-10'),
    ends_at: null,
    ended_at: null,
    amount_minor: 500n,
    currency: 'EUR',
    frequency: 'monthly',
    ...more,
  }
}

function gift(made: string, more: Partial<PaymentFacts> = {}): PaymentFacts {
  return {
    id: `ch_${made}`,
    class: 'gift',
    state: 'succeeded',
    amount_minor: 2000n,
    refunded_minor: 0n,
    currency: 'EUR',
    dispute: 'none',
    returned: false,
    made_at: new Date(made),
    ...more,
  }
}

function debit(made: string, more: Partial<PaymentFacts> = {}): PaymentFacts {
  return gift(made, { class: 'membership', state: 'pending', amount_minor: 500n, ...more })
}

function standing(facts: Partial<SupportFacts>, now = '2026-03-20') {
  const whole = { subscriptions: [], payments: [], grants: [], deleted_at: null, ...facts }
  return standingOf(whole, { now: new Date(now), supporterMonths: 12 })
}

describe('what one subscription makes of a person', () => {
  test.each<[string, Partial<SubscriptionFacts>, string]>([
    ['active', {}, 'member'],
    ['on trial', { status: 'trialing' }, 'member'],
    ['a renewal failed', { status: 'past_due' }, 'grace'],
    ['given up by Stripe, not ended', { status: 'unpaid' }, 'suspended'],
    ['paused by its status', { status: 'paused' }, 'suspended'],
    ['collection paused', { paused: true }, 'suspended'],
    ['collection paused while past due', { status: 'past_due', paused: true }, 'suspended'],
    ['first payment under way', { status: 'incomplete' }, 'pending'],
    ['first payment never came', { status: 'incomplete_expired' }, 'ended'],
    ['over', { status: 'canceled', ended_at: new Date('2026-03-15') }, 'ended'],
    ['a status newer than we know', { status: 'unknown', raw_status: 'dormant' }, 'unclear'],
  ])('%s', (_, more, state) => {
    expect(standing({ subscriptions: [subscription(more)] }).state).toBe(state)
  })

  test.each<[string, SubscriptionFacts[], PaymentFacts[], string]>([
    ['debit under way', [subscription()], [debit('2026-01-10')], 'pending'],
    ['debit told some hours before', [subscription()], [debit('2026-01-09T20:00:00Z')], 'pending'],
    [
      'debit that settled',
      [subscription()],
      [debit('2026-01-10', { state: 'succeeded' })],
      'member',
    ],
    [
      'debit of a renewal under way',
      [subscription()],
      [debit('2026-01-10', { state: 'succeeded' }), debit('2026-02-10')],
      'member',
    ],
    ['debit of a renewal that we know alone', [subscription()], [debit('2026-03-10')], 'member'],
    [
      'gift paid while the first debit is under way',
      [subscription()],
      [debit('2026-01-10'), gift('2026-01-11')],
      'supporter',
    ],
    [
      'trial beside a debit',
      [subscription({ status: 'trialing' })],
      [debit('2026-01-10')],
      'member',
    ],
  ])('active, with a first %s', (_, subscriptions, payments, state) => {
    expect(standing({ subscriptions, payments }).state).toBe(state)
  })

  test('a member until the end of the period paid for, with amount and frequency', () => {
    expect(standing({ subscriptions: [subscription()] })).toEqual({
      state: 'member',
      raw_status: null,
      since: new Date('2026-01-10'),
      until: new Date('2026-04-10'),
      ending: false,
      frequency: 'monthly',
      amount_minor: 500n,
      currency: 'EUR',
    })
  })

  test('ending: a member still, until the day it ends', () => {
    const ends_at = new Date('2026-04-01')
    expect(standing({ subscriptions: [subscription({ ends_at })] })).toMatchObject({
      state: 'member',
      ending: true,
      until: ends_at,
    })
  })

  test('unclear keeps the word that we do not know', () => {
    const odd = subscription({ status: 'unknown', raw_status: 'dormant' })
    expect(standing({ subscriptions: [odd] })).toMatchObject({ raw_status: 'dormant' })
  })
})

describe('several at once', () => {
  test('in several currencies: the best in its own, never a sum', () => {
    const subscriptions = [
      subscription({ id: 'sub_1', started_at: new Date('2026-02-01') }),
      subscription({ id: 'sub_2', amount_minor: 2000n, currency: 'USD', status: 'past_due' }),
    ]
    expect(standing({ subscriptions })).toMatchObject({ amount_minor: 500n, currency: 'EUR' })
  })

  test('the best counts, with its own amount', () => {
    const subscriptions = [
      subscription({ id: 'sub_2', status: 'past_due', amount_minor: 900n }),
      subscription({ id: 'sub_1', amount_minor: 500n }),
    ]
    expect(standing({ subscriptions })).toMatchObject({ state: 'member', amount_minor: 500n })
  })

  test('of equals the youngest counts', () => {
    const subscriptions = [
      subscription({ id: 'sub_1', started_at: new Date('2024-01-01'), amount_minor: 500n }),
      subscription({ id: 'sub_2', started_at: new Date('2026-02-01'), amount_minor: 700n }),
    ]
    expect(standing({ subscriptions })).toMatchObject({ amount_minor: 700n })
  })

  test('a gift in its window outlives a membership that ended', () => {
    const over = subscription({ status: 'canceled', ended_at: new Date('2026-03-01') })
    const facts = { subscriptions: [over], payments: [gift('2025-08-01')] }
    expect(standing(facts)).toMatchObject({ state: 'supporter', until: new Date('2026-08-01') })
    expect(standing(facts, '2026-08-02')).toMatchObject({ state: 'ended' })
  })
})

describe('what gifts make of a person', () => {
  test.each<[string, PaymentFacts[], string]>([
    ['one inside the window', [gift('2025-03-21')], 'supporter'],
    ['one whose window closed today', [gift('2025-03-20')], 'former_supporter'],
    ['wholly refunded', [gift('2026-03-01', { refunded_minor: 2000n })], 'former_supporter'],
    ['partly refunded', [gift('2026-03-01', { refunded_minor: 1999n })], 'supporter'],
    ['a dispute open', [gift('2026-03-01', { dispute: 'open' })], 'supporter'],
    ['a dispute won', [gift('2026-03-01', { dispute: 'won' })], 'supporter'],
    [
      'taken back by the bank later',
      [gift('2026-03-01', { state: 'failed', returned: true })],
      'former_supporter',
    ],
    ['a dispute lost', [gift('2026-03-01', { dispute: 'lost' })], 'former_supporter'],
    [
      'the last refunded, one before it inside the window',
      [gift('2025-06-01'), gift('2026-03-01', { refunded_minor: 2000n })],
      'supporter',
    ],
    ['a bank debit under way', [gift('2026-03-19', { state: 'pending' })], 'pending'],
    ['a card that was refused', [gift('2026-03-19', { state: 'failed' })], 'ended'],
    [
      'a payment of which nobody knows yet what for',
      [gift('2026-03-19', { class: null })],
      'ended',
    ],
  ])('%s', (_, payments, state) => {
    expect(standing({ payments }).state).toBe(state)
  })

  test('a supporter since the first of an unbroken run, with the last amount', () => {
    const payments = [
      gift('2023-01-01'),
      gift('2025-01-05'),
      gift('2025-12-01', { amount_minor: 3000n }),
    ]
    expect(standing({ payments })).toMatchObject({
      state: 'supporter',
      since: new Date('2025-01-05'),
      until: new Date('2026-12-01'),
      frequency: 'once',
      amount_minor: 3000n,
    })
  })

  test('a customer deleted at Stripe is ended, whatever they gave before', () => {
    const deleted_at = new Date('2026-03-10')
    expect(standing({ payments: [gift('2026-03-01')], deleted_at })).toMatchObject({
      state: 'ended',
      until: deleted_at,
    })
    expect(standing({ payments: [gift('2026-03-15')], deleted_at }).state).toBe('supporter')
  })
})

test.each([
  ['2026-01-31T12:00:00Z', 1, '2026-02-28T12:00:00Z'],
  ['2024-02-29T00:00:00Z', 12, '2025-02-28T00:00:00Z'],
  ['2025-11-30T23:59:59Z', 3, '2026-02-28T23:59:59Z'],
  ['2026-03-10T10:00:00Z', 12, '2027-03-10T10:00:00Z'],
])('%s and %i months is %s', (from, months, to) => {
  expect(monthsAfter(new Date(from), months)).toEqual(new Date(to))
})

describe('what a membership that somebody else paid makes of a person', () => {
  const given = {
    since: new Date('2026-01-10'),
    until: new Date('2027-01-10'),
    ended_at: null,
  }

  test('a member without an amount, until its end', () => {
    const { state, amount_minor, until } = standing({ grants: [given] })
    expect([state, amount_minor, until]).toEqual(['member', null, given.until])
    expect(standing({ grants: [given] }, '2027-01-10').state).toBe('ended')
  })

  test('taken back, it ends on that day', () => {
    const ended_at = new Date('2026-02-01')
    expect(standing({ grants: [{ ...given, ended_at }] })).toMatchObject({
      ...{ state: 'ended', until: ended_at },
    })
  })

  test('beside a membership that is paid the paid one counts', () => {
    const paid = subscription({ started_at: new Date('2025-05-01') })
    expect(standing({ subscriptions: [paid], grants: [given] }).since).toEqual(paid.started_at)
  })
})
