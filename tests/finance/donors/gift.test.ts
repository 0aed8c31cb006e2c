import { expect, test } from 'vitest'
import { giftAmount, giftsOf } from '../../../src/finance/donors/gift.ts'
import type { MoneyFact } from '../../../src/finance/persons/facts.ts'
import { back, money, person } from '../persons/builders.ts'

const gift = money('2026-03-02', 10_000n)
const inDollars = money('2026-03-02', 9_259n, { exchange_rate: '0.9259' })
const transfer = money('2026-03-05', 4_000n, {
  ...{ kind: 'income', source: 'manual', class: 'reader', charge: null },
})
const counts = (...rows: MoneyFact[]) => giftsOf(person('ann', ...rows)).map(({ day }) => day)

test.each<[string, MoneyFact[], number]>([
  ['a one-off payment is a gift', [gift], 1],
  ['a membership’s payment is none', [money('2026-03-02', 500n, { class: 'membership' })], 0],
  ['a part of it given back leaves a gift', [gift, back(gift, '2026-04-01', 9_999n)], 1],
  ['all of it given back leaves none', [gift, back(gift, '2026-04-01', 10_000n)], 0],
  [
    'also in two parts',
    [gift, back(gift, '2026-04-01', 4_000n), back(gift, '2026-05-01', 6_000n)],
    0,
  ],
  [
    'a refund that did not arrive makes it one again',
    [
      gift,
      back(gift, '2026-04-01', 10_000n),
      back(gift, '2026-04-09', -10_000n, { kind: 'refund_failure' }),
    ],
    1,
  ],
  [
    'what a bank took back is none',
    [gift, back(gift, '2026-04-01', 10_000n, { kind: 'dispute' })],
    0,
  ],
  [
    'a dispute that was won makes it one again',
    [
      gift,
      back(gift, '2026-04-01', 10_000n, { kind: 'dispute', fee: 2_000n }),
      back(gift, '2026-05-01', -10_000n, { kind: 'dispute_reversal' }),
    ],
    1,
  ],
  [
    'a debit that failed after all is none',
    [gift, back(gift, '2026-03-09', 10_000n, { kind: 'payment_failure' })],
    0,
  ],
  [
    'all of it given back at a dearer day’s rate leaves none',
    [inDollars, back(inDollars, '2026-04-01', 9_401n, { exchange_rate: '0.9401' })],
    0,
  ],
  [
    'nor at a cheaper one, though the books keep cents of it',
    [inDollars, back(inDollars, '2026-04-01', 9_000n, { exchange_rate: '0.9' })],
    0,
  ],
  [
    'half of it given back at another rate leaves a gift',
    [inDollars, back(inDollars, '2026-04-01', 4_500n, { exchange_rate: '0.9' })],
    1,
  ],
  ['a reader’s bank transfer is a gift', [transfer], 1],
  [
    'one that was booked by mistake is none',
    [transfer, { ...transfer, id: 'undone', amount: -4_000n, undoes: transfer.id }],
    0,
  ],
  ['a row without a rate may be a gift', [money('2026-03-02', 1n, { amount: null })], 1],
])('%s', (_, rows, gifts) => {
  expect(counts(...rows)).toHaveLength(gifts)
})

test('what a gift comes to follows the basis', () => {
  const paid = money('2026-03-02', 10_000n, { fee: 175n })
  const [kept] = giftsOf(person('ann', paid, back(paid, '2026-04-01', 2_500n)))
  const on = (basis: 'net' | 'gross' | 'after_fees' | 'recognised') =>
    kept && giftAmount(kept, basis)
  expect([on('net'), on('gross'), on('after_fees'), on('recognised')]).toEqual([
    7_500n,
    10_000n,
    7_325n,
    7_500n,
  ])
})
