import Fraction from 'fraction.js'
import { expect, test } from 'vitest'
import { mrrLines, mrrMovements } from '../../../src/finance/mrr/lines.ts'
import { nativeMrr } from '../../../src/finance/mrr/native.ts'
import { added } from '../../../src/finance/persons/line.ts'
import { noTaxes, type Taxes } from '../../../src/finance/tax/rules.ts'
import type { Price } from '../../../src/members/price.ts'
import type { SubscriptionChange } from '../../../src/members/subscription-changes.ts'
import { after, change, priced } from '../../members/changes.ts'
import { person } from '../persons/builders.ts'

/** Each movement by its month's amount, in words: `2026-02-05 change EUR -500 of a year`. */
function told(changes: readonly SubscriptionChange[], taxes: Taxes = noTaxes): string[] {
  return mrrMovements({ changes, taxes }).map((movement) => {
    const { kind, day, moved } = movement
    const why = movement.kind === 'churn' ? `.${movement.reason}` : ''
    const amounts = [...moved].map(([code, amount]) => `${code} ${amount.div(12).toFraction()}`)
    return `${day} ${kind}${why} ${amounts.join(' ')}`
  })
}

const began = change('created', '2026-01-05T09:00:00Z')
const end = (more: Partial<SubscriptionChange> = {}) =>
  after(began, 'deleted', '2026-03-05T09:00:00Z', { end_reason: 'cancellation_requested', ...more })

test.each<[string, SubscriptionChange[], string[]]>([
  [
    'a member who leaves',
    [began, end()],
    ['2026-01-05 new EUR 1000', '2026-03-05 churn.voluntary EUR -1000'],
  ],
  [
    'one whose card failed to the end',
    [began, end({ end_reason: 'payment_failed' })],
    ['2026-01-05 new EUR 1000', '2026-03-05 churn.payment_failed EUR -1000'],
  ],
  [
    'unpaid, then paid',
    [
      began,
      after(began, 'updated', '2026-02-05T09:00:00Z', { status: 'past_due' }),
      change('updated', '2026-02-20T09:00:00Z', { status: 'unpaid' }),
      change('updated', '2026-03-01T09:00:00Z'),
    ],
    [
      '2026-01-05 new EUR 1000',
      '2026-02-20 churn.payment_failed EUR -1000',
      '2026-03-01 reactivation EUR 1000',
    ],
  ],
  [
    'paused collection, and resumed',
    [
      began,
      after(began, 'updated', '2026-02-05T09:00:00Z', { paused: true }),
      change('updated', '2026-03-05T09:00:00Z'),
    ],
    [
      '2026-01-05 new EUR 1000',
      '2026-02-05 churn.paused EUR -1000',
      '2026-03-05 reactivation EUR 1000',
    ],
  ],
  [
    'an end that is announced counts when it comes',
    [
      began,
      after(began, 'updated', '2026-02-01T09:00:00Z', {
        ends_at: new Date('2026-03-05T09:00:00Z'),
      }),
      end(),
    ],
    ['2026-01-05 new EUR 1000', '2026-03-05 churn.voluntary EUR -1000'],
  ],
  [
    'a trial counts from its end',
    [
      { ...began, status: 'trialing' },
      after({ ...began, status: 'trialing' }, 'updated', '2026-01-19T09:00:00Z', {
        status: 'active',
      }),
    ],
    ['2026-01-19 new EUR 1000'],
  ],
  [
    'gone and back within a day',
    [
      began,
      end(),
      change('created', '2026-03-05T15:00:00Z', { subscription: 'sub_2', price: priced(700n) }),
    ],
    [
      '2026-01-05 new EUR 1000',
      '2026-03-05 churn.voluntary EUR -1000',
      '2026-03-05 reactivation EUR 700',
    ],
  ],
  [
    'from monthly to yearly in one second, by another subscription',
    [
      began,
      end(),
      change('created', '2026-03-05T09:00:00Z', {
        subscription: 'sub_2',
        price: priced(10_000n, { per_year: '1' }),
      }),
    ],
    ['2026-01-05 new EUR 1000', '2026-03-05 change EUR -500/3'],
  ],
  [
    'two subscriptions of one member',
    [
      began,
      change('created', '2026-02-01T09:00:00Z', { subscription: 'sub_2', price: priced(300n) }),
      end(),
    ],
    ['2026-01-05 new EUR 1000', '2026-02-01 change EUR 300', '2026-03-05 change EUR -1000'],
  ],
  [
    'another currency in one second is one change',
    [
      began,
      end(),
      change('created', '2026-03-05T09:00:00Z', { subscription: 'sub_2', currency: 'USD' }),
    ],
    ['2026-01-05 new EUR 1000', '2026-03-05 change USD 1000 EUR -1000'],
  ],
  [
    'a status newer than we know leaves all as it was',
    [began, after(began, 'updated', '2026-02-05T09:00:00Z', { status: 'resting' }), end()],
    ['2026-01-05 new EUR 1000', '2026-03-05 churn.voluntary EUR -1000'],
  ],
  [
    'half an hour before midnight of the books',
    [
      change('created', '2026-03-31T20:30:00Z'),
      change('created', '2026-03-31T21:30:00Z', { subscription: 'sub_2' }),
    ],
    ['2026-03-31 new EUR 1000', '2026-04-01 change EUR 1000'],
  ],
])('%s', (_name, changes, expected) => {
  expect(told(changes)).toEqual(expected)
  expect(told(changes.toReversed())).toEqual(expected)
})

const halfOff = (duration: string, ends_at: string | null = null): Price => ({
  ...priced(1000n),
  discounts: ['di_1'],
  terms: [
    {
      ...{
        id: 'di_1',
        percent_off: '50',
        amount_off_minor: null,
        duration,
        products: null,
        ends_at,
      },
      end_day: ends_at?.slice(0, 10) ?? null,
    },
  ],
})

test.each<[string, Price, string[]]>([
  ['for ever', halfOff('forever'), ['2026-01-05 new EUR 500']],
  ['once', halfOff('once'), ['2026-01-05 new EUR 1000']],
  [
    'while it runs',
    halfOff('repeating', '2026-04-05T09:00:00Z'),
    ['2026-01-05 new EUR 500', '2026-04-05 change EUR 500'],
  ],
])('a discount lowers it %s', (_name, price, expected) => {
  expect(told([{ ...began, price }])).toEqual(expected)
})

test('what a discount takes off is known from wherever it was shown', () => {
  const named = { ...priced(1000n), discounts: ['di_1'] }
  const shown = change('seen', '2026-01-05T09:00:00Z', { price: halfOff('forever') })
  expect(told([{ ...began, price: named }, shown])).toEqual(['2026-01-05 new EUR 500'])
  expect(told([{ ...began, price: halfOff('forever') }, shown])).toEqual(['2026-01-05 new EUR 500'])
})

test.each<[string, Price, string]>([
  ['weekly', priced(100n, { per_year: '52' }), '1300/3'],
  ['daily', priced(10n, { per_year: '365' }), '1825/6'],
  ['every three months', priced(3000n, { per_year: '4' }), '1000'],
  ['every five months', priced(1000n, { per_year: '12/5' }), '200'],
  ['with 20 % tax inside, rounded for a month', priced(999n, { inclusive_tax: '20' }), '833'],
  ['in parts of a cent', priced(0n, { amount_minor: '12.5' }), '25/2'],
  [
    'of several items, one metered',
    {
      ...priced(0n),
      items: [
        ...priced(1000n).items,
        ...priced(1200n, { per_year: '1' }).items,
        ...priced(900n, { per_year: '0' }).items,
      ],
    },
    '1100',
  ],
  [
    'less an amount off, over its items',
    {
      ...priced(0n),
      items: [...priced(1000n).items, ...priced(500n).items],
      discounts: ['di_1'],
      terms: [
        {
          ...{ id: 'di_1', percent_off: null, amount_off_minor: '300', duration: 'forever' },
          ...{ products: null, ends_at: null, end_day: null },
        },
      ],
    },
    '1200',
  ],
])('a membership %s comes to its month', (_name, price, month) => {
  expect(told([{ ...began, price }])).toEqual([`2026-01-05 new EUR ${month}`])
})

test('tax that finance declared is taken out, from its day on, unless Stripe names another', () => {
  const rule = {
    product: 'membership',
    country: null,
    from: '2026-02-01',
    rate: new Fraction(1, 4),
  }
  const taxes = { version: '1', rules: [rule] }
  expect(told([began, end()], taxes)).toEqual([
    ...[
      '2026-01-05 new EUR 1000',
      '2026-02-01 change EUR -200',
      '2026-03-05 churn.voluntary EUR -800',
    ],
  ])
  const held = change('created', '2026-02-05T09:00:00Z', {
    price: priced(1000n, { inclusive_tax: '0' }),
  })
  expect(told([held], taxes)).toEqual(['2026-02-05 new EUR 1000'])
})

test('free memberships are nobody’s revenue', () => {
  expect(told([{ ...began, price: priced(0n) }])).toEqual([])
})

test('what comes after its month was closed counts in the open one', () => {
  const dearer = { ...after(began, 'updated', '2026-01-20T09:00:00Z', { price: priced(1500n) }) }
  const late = { ...dearer, day: '2026-03-01', true_day: '2026-01-20' }
  expect(told([began, late, end({ price: priced(1500n) })])).toEqual([
    ...[
      '2026-01-05 new EUR 1000',
      '2026-03-01 change EUR 500',
      '2026-03-05 churn.voluntary EUR -1500',
    ],
  ])
  const gone = after(began, 'deleted', '2026-02-10T09:00:00Z')
  expect(told([began, late, gone])).toEqual([
    ...['2026-01-05 new EUR 1000', '2026-02-10 churn.voluntary EUR -1000'],
  ])
})

test('a year’s figures come of the lines of its days', () => {
  const changes = [began, end()]
  const lines = mrrLines.linesOf({ ...person('mem_1'), changes })
  const of = nativeMrr(added(lines))
  const year = of({ from: '2026-01-01', to: '2027-01-01' })
  expect([year.opening.size, year.closing.size, year.members]).toEqual([0, 0, 0n])
  expect(of({ from: '2026-02-01', to: '2026-03-01' }).members).toBe(1n)
})
