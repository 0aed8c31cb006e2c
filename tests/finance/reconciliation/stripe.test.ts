import { expect } from 'vitest'
import { proveReconciliation } from '../../../src/finance/reconciliation/proof.ts'
import { reconciliation } from '../../../src/finance/reconciliation/report.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import { day_s, provenHouse } from '../../stripe/proofs/proven.ts'
import { answer, financeApp } from '../api.ts'
import { asked, currency } from '../asked.ts'

const march = { from: '2026-03-01', to: '2026-04-01' }

/** What Stripe holds now, pending and available. */
async function balanceOf({ account }: Awaited<ReturnType<typeof provenHouse>>) {
  const { available, pending } = await account.stripe.balance.retrieve()
  return [...available, ...pending].reduce((sum, { amount }) => sum + amount, 0)
}

test('payouts on their way, by hand and sent back: closing is what Stripe holds', async ({
  db,
}) => {
  const house = await provenHouse(db)
  const { account, give, read, prove, deps } = house
  await give(2000) // Tuesday, 10 March
  await account.advance(8 * day_s)
  await give(3000)
  await account.act({ action: 'payout', currency: 'eur' })
  await account.advance(2 * day_s)
  const [byHand, automatic] = (await account.stripe.payouts.list()).data
  await account.act({ action: 'payout_fail', payout: automatic?.id })
  await give(1000)
  await read()

  const { total } = await reconciliation(readerOf(db), asked(march), deps)
  const back = { id: automatic?.id, kind: 'return', amount_minor: -1945, difference_minor: null }
  expect(total).toMatchObject({
    opening_minor: 0,
    activity_minor: 1945 + 2930 + 960, // 20.00 − 0.55, 30.00 − 0.70, 10.00 − 0.40
    payouts_minor: 2930, // by hand; the other one came back
    closing_minor: await balanceOf(house),
    ...{ arrived_minor: 2930, in_transit_closing_minor: 0 },
    payouts: [
      { id: automatic?.id, amount_minor: 1945, status: 'matched', difference_minor: 0 },
      { id: byHand?.id, amount_minor: 2930, status: 'no_transactions', difference_minor: null },
      back,
    ],
  })
  const app = financeApp(db)
  for (const [figure, address] of Object.entries(total.entries)) {
    const { body } = await answer(app, address)
    expect(total).toHaveProperty(figure, body.sum_minor)
  }
  const { body } = await answer(app, total.payouts[0]?.entries_url ?? '')
  const kinds = body.data.map(({ kind }: { kind: string }) => kind)
  expect([kinds, body.sum_minor]).toEqual([['payment', 'payout', 'payout_reversal'], 1945])
  expect((await prove()).ok).toBe(true)
  expect(await proveReconciliation(readerOf(db), deps)).toMatchObject([
    { id: 'reconciliation_closes_eur', ok: true, actual: BigInt(total.closing_minor) },
  ])
})

test('a payout over the end of a month has left one and arrives in the next', async ({ db }) => {
  const house = await provenHouse(db)
  const { account, give, read, deps } = house
  await account.advance(14 * day_s)
  await give(2000)
  await account.advance(7 * day_s) // to Tuesday, 31 March
  await give(1000)
  await account.act({ action: 'payout', currency: 'eur' })
  await read()
  const [sent] = (await account.stripe.payouts.list()).data
  const query = { ...asked({ from: '2026-03-01', to: '2026-05-01' }), currency: currency('EUR') }
  const { periods } = await reconciliation(readerOf(db), query, deps)
  expect(periods).toMatchObject([
    { closing_minor: await balanceOf(house), in_transit_closing_minor: sent?.amount },
    {
      ...{ payouts_minor: 0, arrived_minor: sent?.amount, in_transit_closing_minor: 0 },
      payouts: [{ id: sent?.id, arrival: '2026-04-01' }],
    },
  ])
})
