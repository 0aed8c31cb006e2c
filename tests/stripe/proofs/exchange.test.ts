import { expect } from 'vitest'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import { answer, financeApp } from '../../finance/api.ts'
import { rate } from '../../ledger/builders.ts'
import { day_s, provenHouse } from './proven.ts'

const march = '/api/reports/revenue?from=2026-03-01&to=2026-04-01'

test('a gift in dollars that Stripe settled in euros is euros, and its refund is what Stripe took', async ({
  db,
}) => {
  const { account, give, read, prove } = await provenHouse(db)
  await account.configure({ fxDriftPercent: 10 })
  const charge = await give(2000, 'usd')
  await account.advance(5 * day_s)
  await account.act({ action: 'refund', charge })
  await read()
  const [paid, back] = await readerOf(db)
    .selectFrom('entry')
    .select(['amount_minor', 'currency', 'exchange_rate'])
    .where('charge', '=', charge)
    .orderBy('occurred_at')
    .execute()
  if (paid === undefined || back === undefined) throw new Error('two rows were expected')
  expect([paid.currency, back.currency]).toEqual(['EUR', 'EUR'])
  expect(paid.exchange_rate).not.toBe(back.exchange_rate)
  expect(paid.amount_minor).not.toBe(-back.amount_minor)
  const payment = await readerOf(db)
    .selectFrom('payment')
    .select(['amount_minor', 'refunded_minor', 'currency'])
    .executeTakeFirstOrThrow()
  expect(payment).toEqual({ amount_minor: 2000n, refunded_minor: 2000n, currency: 'USD' })
  const { body } = await answer(financeApp(db), march)
  expect(body.total).toMatchObject({
    gross_minor: Number(paid.amount_minor),
    refunds_minor: -Number(back.amount_minor),
    fx_minor: 0,
  })
  expect((await prove()).proofs.filter(({ ok }) => !ok)).toEqual([])
})

test('where Stripe settled in dollars, what a refund gained by the rate stands in fx', async ({
  db,
}) => {
  const { account, give, read, prove } = await provenHouse(db)
  await account.configure({ alsoSettlesIn: ['usd'] })
  await rate(db, 'USD', '2026-03-10', '1.08')
  await rate(db, 'USD', '2026-03-15', '1.20')
  const charge = await give(2000, 'usd')
  await account.advance(5 * day_s)
  await account.act({ action: 'refund', charge })
  await read()
  const { body } = await answer(financeApp(db), march)
  expect(body.total).toMatchObject({
    gross_minor: 1852, // 20.00 / 1.08
    refunds_minor: 1852, // at its charge's rate
    net_minor: 0,
    fx_minor: 185, // 18.52 − 20.00 / 1.20
  })
  expect((await prove()).proofs.filter(({ ok }) => !ok)).toEqual([])
})
