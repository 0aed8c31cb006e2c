import { afterEach, describe, expect, test } from 'vitest'
import {
  balanceSum,
  DAY,
  log,
  orderGift,
  pass,
  pay,
  payGift,
  START,
  type Town,
  town,
  transactions,
} from './town.ts'

let there: Town
const inTown = async (settlementCurrency = 'eur') => {
  there = await town({ settlementCurrency })
}
afterEach(() => there.close())

/** Noon of Tuesday, 2026-03-31, and the midnight before. */
const MIDNIGHT = START - DAY / 2

const set = (settings: object) => there.call('/_sandbox/settings', settings)
const act = (action: string, more: object) =>
  there.call('/_sandbox/actions', { action, ...more }).then(({ body }) => body)

/** Type and net of what a payout carried, its own line included, newest first. */
async function carried(payout: string) {
  const { data } = await there.stripe.balanceTransactions.list({ payout, limit: 100 })
  return data.map(({ type, net }) => [type, net])
}

const told = async (from = 0) =>
  (await log(there))
    .filter(({ type }) => type.startsWith('payout.'))
    .map(({ type, data: { object } }) => `${type} ${'status' in object ? object.status : ''}`)
    .slice(from)

async function giveInHuf(amount: number) {
  const price_data = { currency: 'huf', unit_amount: amount, product_data: { name: 'Gift' } }
  await pay(there, await orderGift(there, { line_items: [{ quantity: 1, price_data }] }))
}

describe('an automatic payout', () => {
  test('made on a Friday is at the bank on Monday, and names its trace then', async () => {
    await inTown()
    await payGift(there)
    await pass(there, 3 * DAY)
    const [made] = (await there.stripe.payouts.list()).data
    expect(made).toMatchObject({
      ...{ created: MIDNIGHT + 3 * DAY, arrival_date: MIDNIGHT + 6 * DAY, status: 'in_transit' },
      trace_id: { status: 'pending', value: null },
      reconciliation_status: 'in_progress',
    })
    await pass(there, 3 * DAY)
    expect(await there.stripe.payouts.retrieve(made?.id ?? '')).toMatchObject({
      ...{ status: 'paid', reconciliation_status: 'completed' },
      trace_id: { status: 'supported' },
    })
    expect(await told()).toEqual([
      'payout.created in_transit',
      'payout.updated in_transit',
      'payout.paid paid',
      'payout.reconciliation_completed paid',
    ])
  })

  test('waits while the account owes, and carries the debt with it', async () => {
    await inTown()
    await payGift(there)
    await act('dispute_open', { charge: (await there.stripe.charges.list()).data[0]?.id })
    await pass(there, 5 * DAY)
    // 9.60 − 10.00 − 20.00
    expect(await balanceSum(there)).toBe(-2040)
    expect((await there.stripe.payouts.list()).data).toEqual([])
    for (let gift = 0; gift < 3; gift += 1) await payGift(there)
    await pass(there, 5 * DAY)
    const [payout] = (await there.stripe.payouts.list()).data
    expect(payout).toMatchObject({ amount: 3 * 960 - 2040 })
    expect(await carried(payout?.id ?? '')).toEqual([
      ['payout', -840],
      ...[1, 2, 3].map(() => ['charge', 960]),
      ['adjustment', -3000],
      ['charge', 960],
    ])
  })

  test('leaves the minimum that its owner wants in the balance, and adds up', async () => {
    await inTown()
    await set({ minimumBalance: 500 })
    await payGift(there)
    await pass(there, 4 * DAY)
    const [payout] = (await there.stripe.payouts.list()).data
    expect(payout?.amount).toBe(460)
    expect(await carried(payout?.id ?? '')).toEqual([
      ['payout', -460],
      ['payout_minimum_balance_hold', -500],
      ['charge', 960],
    ])
    expect(await balanceSum(there)).toBe(500)
    await pass(there, 30 * DAY)
    expect((await there.stripe.payouts.list()).data).toHaveLength(1)
  })

  test('in forints is of whole ones, and what is less goes with the next', async () => {
    await inTown('huf')
    await giveInHuf(1_000_000)
    await pass(there, 4 * DAY)
    // fee: 1.5 % = 150.00, and 0.25 EUR at 395 = 98.75; of 9,751.25 the bank takes 9,751
    expect((await there.stripe.payouts.list()).data[0]?.amount).toBe(975_100)
    expect(await balanceSum(there)).toBe(25)
    for (let gift = 0; gift < 3; gift += 1) await giveInHuf(1_000_000)
    await pass(there, 5 * DAY)
    expect((await there.stripe.payouts.list()).data[0]?.amount).toBe(25 + 3 * 975_125)
    expect(await balanceSum(there)).toBe(0)
  })

  test('that the bank sends back is made again on the next day', async () => {
    await inTown()
    await payGift(there)
    await pass(there, 7 * DAY)
    const [first] = (await there.stripe.payouts.list()).data
    const failed = await act('payout_fail', { payout: first?.id })
    expect(failed).toMatchObject({ status: 'failed', failure_code: 'account_closed' })
    expect(
      await there.stripe.balanceTransactions.retrieve(failed.failure_balance_transaction),
    ).toMatchObject({
      ...{ type: 'payout_failure', reporting_category: 'payout_reversal' },
      ...{ amount: 960, fee: 0, net: 960, source: first?.id },
    })
    expect((await told()).at(-1)).toBe('payout.failed failed')
    await pass(there, DAY)
    const [second] = (await there.stripe.payouts.list()).data
    expect(second).toMatchObject({ amount: 960, status: 'in_transit' })
    expect(await carried(second?.id ?? '')).toEqual([
      ['payout', -960],
      ['payout_failure', 960],
    ])
    expect(await act('payout_fail', { payout: first?.id })).toMatchObject({
      error: { param: 'payout' },
    })
  })
})

test('payouts are found by the day they arrive', async () => {
  await inTown()
  await payGift(there)
  await pass(there, DAY)
  await payGift(there)
  await pass(there, 9 * DAY)
  const list = (arrival_date: object) => there.stripe.payouts.list({ arrival_date })
  const monday = MIDNIGHT + 6 * DAY
  expect((await list({ gte: monday, lt: monday + DAY })).data).toHaveLength(2)
  expect((await list({ gt: monday })).data).toEqual([])
})

describe('a payout by hand', () => {
  const available = async () => {
    await inTown()
    await set({ minimumBalance: 960 })
    await payGift(there)
    await pass(there, 4 * DAY)
  }

  test('is pending, then under way, and no list of transactions belongs to it', async () => {
    await available()
    const payout = await there.stripe.payouts.create({
      ...{ amount: 400, currency: 'eur', description: 'Rent' },
      metadata: { for: 'rent' },
    })
    expect(payout).toMatchObject({
      ...{ status: 'pending', automatic: false, reconciliation_status: 'not_applicable' },
      ...{ description: 'Rent', metadata: { for: 'rent' } },
    })
    await expect(carried(payout.id)).rejects.toMatchObject({ param: 'payout' })
    expect(await balanceSum(there)).toBe(560)
    await pass(there, 3 * DAY)
    expect(await told()).toEqual([
      'payout.created pending',
      'payout.updated in_transit',
      'payout.updated in_transit',
      'payout.paid paid',
    ])
  })

  test('is one of the lines that make up the next automatic one', async () => {
    await available()
    await there.stripe.payouts.create({ amount: 400, currency: 'eur' })
    await set({ minimumBalance: 0 })
    await payGift(there)
    await pass(there, 4 * DAY)
    const automatic = (await there.stripe.payouts.list()).data.find((one) => one.automatic)
    expect(automatic?.amount).toBe(960 + 960 - 400)
    expect(await carried(automatic?.id ?? '')).toEqual([
      ['payout', -1520],
      ['charge', 960],
      ['payout', -400],
      ['charge', 960],
    ])
  })

  test('can be cancelled while it is pending', async () => {
    await available()
    const { id } = await there.stripe.payouts.create({ amount: 400, currency: 'eur' })
    const canceled = await there.stripe.payouts.cancel(id)
    expect(canceled.status).toBe('canceled')
    expect(await balanceSum(there)).toBe(960)
    const [txn] = await transactions(there)
    expect(txn).toMatchObject({
      ...{ id: canceled.failure_balance_transaction, type: 'payout_cancel', amount: 400 },
      reporting_category: 'payout_reversal',
    })
    expect(await told()).toEqual(['payout.created pending', 'payout.canceled canceled'])
    await expect(there.stripe.payouts.cancel(id)).rejects.toMatchObject({ param: 'payout' })
  })

  test.each([
    [{ amount: 961, currency: 'eur' }, { code: 'balance_insufficient' }],
    [{ amount: 1, currency: 'usd' }, { code: 'balance_insufficient' }],
    [{ amount: 1, currency: 'eee' }, { param: 'currency' }],
    [{ amount: 0, currency: 'eur' }, { param: 'amount' }],
  ])('of %j is refused', async (order, refusal) => {
    await available()
    await expect(there.stripe.payouts.create(order)).rejects.toMatchObject(refusal)
  })
})
