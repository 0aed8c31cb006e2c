import { expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import type { SentEvent } from '../account.ts'
import { deliver, settle } from '../house.ts'
import { day_s, provenHouse } from '../proofs/proven.ts'

async function payoutsIn(db: Database) {
  const payouts = await db.selectFrom('payout').selectAll().orderBy('created').execute()
  const taken = await db
    .selectFrom('entry_payout')
    .select(['payout', 'entry_id'])
    .orderBy('entry_id')
    .execute()
  const entries = await db
    .selectFrom('entry')
    .select(['kind', 'amount_minor'])
    .orderBy('occurred_at')
    .orderBy('id')
    .execute()
  return { payouts: payouts.map(({ seen_at, ...facts }) => facts), taken, entries }
}

/** Two gifts and their payout; the bank sends it back a day after it had it; the next takes the money. */
async function sentBack(db: Database) {
  const house = await provenHouse(db)
  const { account, give } = house
  await give(1000)
  await give(2000)
  await account.advance(6 * day_s)
  const [payout] = (await account.stripe.payouts.list()).data
  await account.act({ action: 'payout_fail', payout: payout?.id })
  await account.advance(3 * day_s)
  return { ...house, events: await account.events(), failed: payout?.id ?? '' }
}

const orders: readonly { order: string; of: (events: SentEvent[]) => SentEvent[] }[] = [
  { order: 'as they happened', of: (events) => events },
  { order: 'backwards', of: (events) => events.toReversed() },
  { order: 'payouts before all else', of: (events) => events.toSorted(payoutsFirst) },
]

function payoutsFirst(a: SentEvent, b: SentEvent): number {
  return Number(b.type.startsWith('payout')) - Number(a.type.startsWith('payout'))
}

test.for(orders)(
  'by webhooks alone, told $order, a payout and its failure are known whole',
  async ({ of }, { db }) => {
    const { account, machine, deps, events, failed } = await sentBack(db)
    await deliver(deps, of(events))
    await settle(deps, machine)
    const { payouts, taken, entries } = await payoutsIn(db)
    expect(payouts).toMatchObject([
      {
        id: failed,
        amount_minor: 2905n, // 10.00 − 0.40 + 20.00 − 0.55
        currency: 'EUR',
        status: 'failed',
        automatic: true,
        failure: 'account_closed',
        reconciliation_status: 'completed',
      },
      { amount_minor: 2905n, status: 'paid', failure: null },
    ])
    expect(entries).toEqual([
      { kind: 'payment', amount_minor: 1000n },
      { kind: 'payment', amount_minor: 2000n },
      { kind: 'payout', amount_minor: -2905n },
      { kind: 'payout_reversal', amount_minor: 2905n },
      { kind: 'payout', amount_minor: -2905n },
    ])
    for (const { id } of payouts) {
      const { data } = await account.stripe.balanceTransactions.list({ payout: id })
      const ours = taken.filter(({ payout }) => payout === id).map(({ entry_id }) => entry_id)
      expect(ours).toEqual(data.map((txn) => `ent_${txn.id}`).toSorted())
    }
  },
)

test('a failure that is the last that happens is in the books too', async ({ db }) => {
  const { account, machine, deps, give } = await provenHouse(db)
  await give(1000)
  await account.advance(6 * day_s)
  const before = await account.events()
  await deliver(deps, before)
  await settle(deps, machine)
  const [payout] = (await account.stripe.payouts.list()).data
  await account.act({ action: 'payout_fail', payout: payout?.id })
  await deliver(deps, (await account.events()).slice(before.length))
  await settle(deps, machine)
  expect((await payoutsIn(db)).entries.at(-1)).toEqual({
    kind: 'payout_reversal',
    amount_minor: 960n,
  })
})

test('of a payout made by hand Stripe does not tell what it took', async ({ db }) => {
  const { account, machine, deps, give } = await provenHouse(db)
  await give(1000)
  await account.act({ action: 'payout', currency: 'eur' })
  await account.advance(60)
  await deliver(deps, await account.events())
  await settle(deps, machine)
  const { payouts, taken } = await payoutsIn(db)
  expect(payouts).toMatchObject([
    { amount_minor: 960n, automatic: false, reconciliation_status: 'not_applicable' },
  ])
  expect(taken).toEqual([])
})
