import type { Transaction } from 'kysely'
import { expect, test } from 'vitest'
import { bookEntries, missingFromBooks, type NewEntry } from '../../src/ledger/entry.ts'
import {
  labelEntries,
  moveOrigins,
  type OriginFacts,
  recordOrigin,
} from '../../src/ledger/origin.ts'
import type { Reader } from '../../src/platform/database/connection.ts'
import type { Schema } from '../../src/platform/database/schema.ts'
import { dayOf } from '../../src/platform/day.ts'
import { testWithDatabase } from '../database.ts'

const at = new Date('2026-03-10')

test.each([
  ['2026-02-28T21:59:59Z', '2026-02-28'],
  ['2026-02-28T22:00:00Z', '2026-03-01'],
  ['2026-03-31T20:59:59Z', '2026-03-31'], // summer time since the 29th
  ['2026-03-31T21:00:00Z', '2026-04-01'],
])('%s is on %s in Kyiv', (instant, day) => {
  expect(dayOf(new Date(instant), 'Europe/Kyiv')).toBe(day)
})

function payment(more: Partial<NewEntry> = {}): NewEntry {
  const id = more.balance_transaction ?? 'txn_1'
  return {
    id: `ent_${id}`,
    source: 'stripe',
    kind: 'payment',
    occurred_at: at,
    day: '2026-03-10',
    currency: 'EUR',
    amount_minor: 1000n,
    fee_minor: 40n,
    net_minor: 960n,
    balance_transaction: id,
    charge: 'ch_1',
    payment_intent: 'pi_1',
    ...more,
  }
}

function labelsIn(reader: Reader) {
  return reader
    .selectFrom('entry_label')
    .select(['entry_id', 'version', 'class', 'member_id', 'campaign'])
    .orderBy('entry_id')
    .orderBy('version')
    .execute()
}

/** What is learned of a payment, and its entries labelled by it. */
async function learn(trx: Transaction<Schema>, facts: OriginFacts, when: Date) {
  await recordOrigin(trx, facts, when)
  await labelEntries(trx, [facts.key], when)
}

testWithDatabase('a transaction read twice is booked once', async ({ books }) => {
  const { trx } = books
  expect(await bookEntries(trx, [payment()], at)).toEqual(['ent_txn_1'])
  expect(await bookEntries(trx, [payment()], at)).toEqual([])
  expect(await missingFromBooks(trx, ['txn_1', 'txn_2'])).toEqual(['txn_2'])
})

testWithDatabase(
  'a label learned before the money, and one learned after it',
  async ({ books }) => {
    const { trx, reader } = books
    await learn(trx, { key: 'pi_1', class: 'gift', campaign: 'spring' }, at)
    await bookEntries(trx, [payment()], at)
    await learn(trx, { key: 'pi_1', member_id: 'mem_1', campaign: null }, at)
    const entry_id = 'ent_txn_1'
    expect(await labelsIn(reader)).toEqual([
      { entry_id, version: 1, class: 'gift', member_id: null, campaign: 'spring' },
      { entry_id, version: 2, class: 'gift', member_id: 'mem_1', campaign: 'spring' },
    ])
  },
)

testWithDatabase('what is known already adds no label', async ({ books }) => {
  const { trx, reader } = books
  const facts = { key: 'pi_1', class: 'gift', member_id: 'mem_1' } as const
  await bookEntries(trx, [payment()], at)
  await learn(trx, facts, at)
  await learn(trx, facts, at)
  expect(await labelsIn(reader)).toHaveLength(1)
})

testWithDatabase('a refund and a dispute are labelled as their payment is', async ({ books }) => {
  const { trx, reader } = books
  const parts = { amount_minor: -1000n, fee_minor: 0n, net_minor: -1000n }
  await learn(trx, { key: 'ch_9', class: 'gift', member_id: 'mem_1' }, at)
  const both = [
    payment({ balance_transaction: 'txn_2', kind: 'refund', ...parts }),
    payment({ balance_transaction: 'txn_3', kind: 'dispute', ...parts }),
  ]
  const alone = { charge: 'ch_9', payment_intent: null }
  await bookEntries(
    trx,
    both.map((entry) => ({ ...entry, ...alone })),
    at,
  )
  const labels = await labelsIn(reader)
  expect(labels.map(({ entry_id, member_id }) => [entry_id, member_id])).toEqual([
    ['ent_txn_2', 'mem_1'],
    ['ent_txn_3', 'mem_1'],
  ])
})

testWithDatabase('when two members become one, their entries follow', async ({ books }) => {
  const { trx, reader } = books
  await bookEntries(trx, [payment()], at)
  await learn(trx, { key: 'pi_1', member_id: 'mem_2' }, at)
  await moveOrigins(trx, { from: 'mem_2', into: 'mem_1', at })
  expect((await labelsIn(reader)).map(({ member_id }) => member_id)).toEqual(['mem_2', 'mem_1'])
})

testWithDatabase(
  'a payment, its refund and dispute, and what they are for, in any order',
  async ({ books }) => {
    const { trx, reader } = books
    const given = { amount_minor: -1000n, fee_minor: 0n, net_minor: -1000n }
    const said = { class: 'membership', member_id: 'mem_1', campaign: 'spring' } as const
    const steps: readonly ((n: number) => Promise<unknown>)[] = [
      (n) => bookEntries(trx, [payment(of(n, 1))], at),
      (n) => bookEntries(trx, [payment({ ...of(n, 2), kind: 'refund', ...given })], at),
      (n) => bookEntries(trx, [payment({ ...of(n, 3), kind: 'dispute', ...given })], at),
      (n) => learn(trx, { key: `pi_${n}`, invoice: `in_${n}` }, at),
      (n) => learn(trx, { key: `pi_${n}`, ...said }, at),
    ]
    const orders = permutations(steps)
    for (const [n, order] of orders.entries()) for (const step of order) await step(n)
    const newest = await reader
      .selectFrom('entry_label')
      .distinctOn('entry_id')
      .select(['entry_id', 'class', 'member_id', 'campaign', 'invoice'])
      .orderBy('entry_id')
      .orderBy('version', 'desc')
      .execute()
    expect(newest).toHaveLength(orders.length * 3)
    for (const { entry_id, invoice, ...label } of newest) {
      expect({ entry_id, ...label }).toEqual({ entry_id, ...said })
      expect(invoice).toBe(`in_${entry_id.split('_')[2]}`)
    }
  },
)

function of(n: number, part: number): Partial<NewEntry> {
  return { balance_transaction: `txn_${n}_${part}`, charge: `ch_${n}`, payment_intent: `pi_${n}` }
}

function permutations<Item>(items: readonly Item[]): Item[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item, index) =>
    permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]),
  )
}
