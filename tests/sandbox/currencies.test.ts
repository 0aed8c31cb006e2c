import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exchanged } from '../../src/sandbox/money/exchange.ts'
import { payoutStepOf, stepOf } from '../../src/sandbox/money/units.ts'
import { balanceSum, DAY, orderGift, pass, pay, type Town, town, transactions } from './town.ts'

test.each([
  // 10.00 EUR at 1.08, 165, 0.33 (fils in tens), 150 (hundredths that end in 00)
  [1000, 'eur', 'usd', 1080],
  [1000, 'eur', 'jpy', 1650],
  [1000, 'eur', 'kwd', 3300],
  [1000, 'eur', 'isk', 150_000],
  // 0.25 EUR: 41.25 yen; 82.5 fils; 37.50 crowns
  [25, 'eur', 'jpy', 41],
  [25, 'eur', 'kwd', 80],
  [25, 'eur', 'isk', 3800],
  // 5,000 yen at 0.33 / 165; 12.340 dinars at 150 / 0.33, which is 5,609.09
  [5000, 'jpy', 'kwd', 10_000],
  [12_340, 'kwd', 'isk', 560_900],
  [-1000, 'usd', 'eur', -926],
])('%i of %s are %s: %i', (amount, from, to, expected) => {
  expect(exchanged(amount, from, to)).toBe(expected)
})

/** Something that happens on a day. */
const step = fc.oneof(
  fc.record({
    what: fc.constant('gift' as const),
    euros: fc.integer({ min: 5, max: 900 }),
    currency: fc.constantFrom('eur', 'usd', 'jpy', 'kwd', 'isk', 'huf'),
  }),
  fc.record({
    what: fc.constantFrom('refund' as const, 'dispute' as const, 'fail' as const),
    part: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ what: fc.constant('fee' as const), cents: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ what: fc.constant('days' as const), days: fc.integer({ min: 1, max: 4 }) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Does it, or finds that it cannot be done. */
async function live(there: Town, todo: Step): Promise<unknown> {
  const act = (action: string, more: object) => there.call('/_sandbox/actions', { action, ...more })
  const [charge] = (await there.stripe.charges.list({ limit: 1 })).data
  const [payout] = (await there.stripe.payouts.list({ limit: 1 })).data
  switch (todo.what) {
    case 'gift': {
      const { currency, euros } = todo
      const unit_amount = exchanged(euros * 100, 'eur', currency)
      const price_data = { currency, unit_amount, product_data: { name: 'Gift' } }
      const order = await orderGift(there, { line_items: [{ quantity: 1, price_data }] })
      return pay(there, order)
    }
    case 'refund': {
      const [amount, unit] = [charge?.amount ?? 0, stepOf(charge?.currency ?? 'eur')]
      const part = Math.floor(amount / todo.part / unit) * unit
      return act('refund', { charge: charge?.id, amount: part })
    }
    case 'dispute':
      return act('dispute_open', { charge: charge?.id })
    case 'fail':
      return act('payout_fail', { payout: payout?.id })
    case 'fee':
      return act('stripe_fee', { amount: todo.cents * 100 })
    case 'days':
      return pass(there, todo.days * DAY)
  }
}

test.each(['eur', 'usd', 'jpy', 'kwd', 'isk', 'huf'])(
  'whatever happens, books in %s add up to the minor unit',
  async (settlementCurrency) => {
    const story = fc.array(step, { minLength: 12, maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        const there = await town({ settlementCurrency })
        await there.call('/_sandbox/settings', { fxDriftPercent: 4, minimumBalance: 100 })
        for (const todo of steps) await live(there, todo)
        await pass(there, 9 * DAY)
        await expectBooksToAddUp(there, settlementCurrency)
        await there.close()
      }),
      { numRuns: 4 },
    )
  },
)

async function expectBooksToAddUp(there: Town, currency: string) {
  const txns = await transactions(there)
  for (const txn of txns) {
    expect(txn.net).toBe(txn.amount - txn.fee)
    expect(txn.fee_details.reduce((sum, { amount }) => sum + amount, 0)).toBe(txn.fee)
    expect(Math.abs(txn.amount % stepOf(currency))).toBe(0)
    expect(Math.abs(txn.fee % stepOf(currency))).toBe(0)
  }
  expect(await balanceSum(there)).toBe(txns.reduce((sum, { net }) => sum + net, 0))
  for await (const payout of there.stripe.payouts.list({ limit: 100 })) {
    expect(payout.amount % payoutStepOf(currency)).toBe(0)
    const carried = await there.stripe.balanceTransactions.list({ payout: payout.id, limit: 100 })
    expect(carried.data.length).toBeGreaterThan(1)
    expect(carried.data.reduce((sum, { net }) => sum + net, 0)).toBe(0)
  }
}
