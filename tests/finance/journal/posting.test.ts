import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountKeys } from '../../../src/finance/journal/account.ts'
import { pairsOf } from '../../../src/finance/journal/formats/pairs.ts'
import { type PostedRow, postingsOf, together } from '../../../src/finance/journal/posting.ts'
import { incomeClasses, shareClasses, stripeClasses } from '../../../src/ledger/classes.ts'
import { currency } from '../asked.ts'

const payment: PostedRow = {
  ...{ kind: 'payment', source: 'stripe', class: 'membership' },
  ...{ amount: 11_900n, tax: 1_900n, fee: 300n, fx: 0n },
}

/** The postings as a list that reads like a journal. */
function posted(row: Partial<PostedRow>): Record<string, bigint> {
  const postings = postingsOf({ ...payment, ...row })
  return Object.fromEntries(postings.map(({ account, minor }) => [account, minor]))
}

test.each<[what: string, row: Partial<PostedRow>, postings: Record<string, bigint>]>([
  [
    'a membership of 119.00 with tax',
    {},
    { stripe_clearing: 11_600n, fees: 300n, tax_payable: -1_900n, revenue_membership: -10_000n },
  ],
  [
    'its refund, which takes its tax along, the rate having changed by 0.20',
    { kind: 'refund', amount: -11_900n, tax: -1_900n, fee: 0n, fx: -20n },
    { stripe_clearing: -11_920n, tax_payable: 1_900n, fx: 20n, refunds: 10_000n },
  ],
  [
    'a lost dispute with its fee',
    { kind: 'dispute', amount: -1_000n, tax: 0n, fee: 1_500n },
    { stripe_clearing: -2_500n, fees: 1_500n, disputes: 1_000n },
  ],
  [
    'a fee of Stripe’s',
    { kind: 'fee', class: null, amount: -70n, tax: 0n, fee: 0n },
    { stripe_clearing: -70n, fees: 70n },
  ],
  [
    'a payout',
    { kind: 'payout', class: null, amount: -9_000n, tax: 0n, fee: 0n },
    { stripe_clearing: -9_000n, bank: 9_000n },
  ],
  [
    'a grant',
    { kind: 'income', source: 'manual', class: 'foundation', amount: 500n, tax: 0n, fee: 0n },
    { bank: 500n, income_foundation: -500n },
  ],
  [
    'a gift whose class is not known yet',
    { class: null, amount: 100n, tax: 0n, fee: 0n },
    { stripe_clearing: 100n, revenue_unclassified: -100n },
  ],
  [
    'a type that nobody knows',
    { kind: 'unclassified', class: null, amount: 100n, tax: 0n, fee: 0n },
    { stripe_clearing: 100n, suspense: -100n },
  ],
])('%s', (_what, row, postings) => {
  expect(posted(row)).toEqual(postings)
})

const minor = fc.bigInt({ min: -1_000_000n, max: 1_000_000n })
const anyRow: fc.Arbitrary<PostedRow> = fc.record({
  kind: fc.constantFrom(
    ...(['payment', 'payment_failure', 'refund', 'refund_failure', 'dispute', 'fee'] as const),
    ...(['dispute_reversal', 'payout', 'payout_reversal', 'adjustment'] as const),
    ...(['income', 'unclassified'] as const),
  ),
  source: fc.constantFrom('stripe', 'manual', 'import'),
  class: fc.constantFrom(...stripeClasses, ...incomeClasses, 'unheard', null),
  ...{ amount: minor, tax: minor, fee: minor, fx: minor },
})

test('every entry is balanced, and as pairs moves what its lines say', () => {
  fc.assert(
    fc.property(anyRow, (row) => {
      const postings = postingsOf(row)
      expect(postings.reduce((sum, posting) => sum + posting.minor, 0n)).toBe(0n)
      const lines = postings.map(({ account: key, minor }) => ({
        ...{ entry: 'e', day: '2026-03-02', place: 1, text: '', currency: currency('EUR') },
        ...{ key, account: { number: key, name: key }, minor },
      }))
      const moved = new Map<string, bigint>()
      for (const { debit, credit, minor } of pairsOf(lines)) {
        expect(minor).toBeGreaterThan(0n)
        moved.set(debit.key, (moved.get(debit.key) ?? 0n) + minor)
        moved.set(credit.key, (moved.get(credit.key) ?? 0n) - minor)
      }
      expect([...moved].sort()).toEqual(postings.map((one) => [one.account, one.minor]).sort())
    }),
  )
})

/** Revenue as finance.md 1.2 tells it, row by row. */
function naive(rows: readonly PostedRow[]) {
  const sums = { net: 0n, fees: 0n, tax: 0n, fx: 0n }
  for (const { kind, source, class: name, amount, tax, fee, fx } of rows) {
    const isIncome = kind === 'income' && shareClasses.some((one) => one === name)
    const counts = ['payment', 'payment_failure'].includes(kind) || isIncome
    const givesBack = /^(refund|dispute)/.test(kind)
    if (counts || givesBack) sums.net += amount - tax
    sums.fees += fee - (kind === 'fee' && source === 'stripe' ? amount : 0n)
    sums.tax += tax
    sums.fx += fx
  }
  return sums
}

test('over any history the accounts hold what the figures say', () => {
  const untaxed = anyRow.map((row) => (row.kind === 'fee' ? { ...row, tax: 0n } : row))
  const ofStripe = untaxed.filter(
    ({ kind, source }) => (kind === 'income') !== (source === 'stripe'),
  )
  fc.assert(
    fc.property(fc.array(ofStripe, { maxLength: 40 }), (rows) => {
      const balances = new Map<string, bigint>()
      for (const { account, minor } of together(rows.flatMap(postingsOf))) {
        balances.set(account, minor)
      }
      const sum = (named: (account: string) => boolean) =>
        [...balances].reduce((total, [key, minor]) => total + (named(key) ? minor : 0n), 0n)
      const shares = new Set<string>(shareClasses.map((name) => `income_${name}`))
      const isRevenue = (key: string) =>
        key.startsWith('revenue_') || shares.has(key) || key === 'refunds' || key === 'disputes'
      expect({
        net: -sum(isRevenue),
        fees: sum((key) => key === 'fees'),
        tax: -sum((key) => key === 'tax_payable'),
        fx: -sum((key) => key === 'fx'),
      }).toEqual(naive(rows))
    }),
    { numRuns: 200 },
  )
})

test('no account stands twice in the chart', () => {
  expect(new Set(accountKeys).size).toBe(accountKeys.length)
})
