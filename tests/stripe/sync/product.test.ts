import { expect } from 'vitest'
import { sold } from '../../../src/readers/support/catalogue.ts'
import { openCheckoutSession } from '../../../src/stripe/checkout.ts'
import { refreshObject } from '../../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../../database.ts'
import { currency } from '../../finance/asked.ts'
import type { Account } from '../account.ts'
import { card, openHouse } from './told.ts'

const amount = { minor: 900n, currency: currency('EUR') }

async function order(account: Account, frequency: 'once' | 'monthly', nonce: string) {
  const opened = await openCheckoutSession(account.stripe, {
    ...{ idempotencyKey: nonce, frequency, amount },
    product: frequency === 'once' ? sold.gift : sold.membership,
    ...{ note: '8.50 and 0.50 for the card fee', metadata: {}, memberRef: `ref_${nonce}` },
    ...{
      language: null,
      email: null,
      successUrl: 'https://example.org/',
      cancelUrl: 'https://example.org/',
    },
    expiresAt: new Date(account.clock.now().getTime() + 3_600_000),
  })
  if (opened.kind !== 'opened') throw new Error(opened.kind)
  return opened.id
}

async function bookNewest({ account, deps }: Awaited<ReturnType<typeof openHouse>>) {
  const { data } = await account.stripe.balanceTransactions.list({ type: 'charge', limit: 1 })
  await refreshObject(deps, { type: 'balance_transaction', id: data[0]?.id ?? '' })
}

test('an account that was not set up gets one product a kind with its first orders', async ({
  db,
}) => {
  const { account } = await openHouse(db)
  for (const nonce of ['a', 'b']) await order(account, 'monthly', nonce)
  await order(account, 'once', 'c')
  const { data } = await account.stripe.products.list()
  expect(data.map(({ id }) => id).sort()).toEqual(['mainstay_gift', 'mainstay_membership'])
})

test('what a membership pays for, and for which days, is known from its invoice', async ({
  db,
}) => {
  const house = await openHouse(db)
  const { account, tell } = house
  const session = await order(account, 'monthly', 'a')
  await account.pay(session, { email: 'ann@example.org', name: 'Ann', card })
  await account.advance(60)
  await tell()
  await bookNewest(house)
  const labels = await db
    .selectFrom('entry_label')
    .innerJoin('invoice', 'invoice.id', 'entry_label.invoice')
    .select(['entry_label.product', 'invoice.period_start', 'invoice.period_end'])
    .orderBy('version', 'desc')
    .limit(1)
    .execute()
  expect(labels).toMatchObject([
    {
      product: 'mainstay_membership',
      period_start: new Date('2026-03-10T10:00:00Z'),
      period_end: new Date('2026-04-10T10:00:00Z'),
    },
  ])
})

test('a gift is of the product that the order was of', async ({ db }) => {
  const house = await openHouse(db)
  const session = await order(house.account, 'once', 'a')
  await house.account.pay(session, { email: 'ann@example.org', name: 'Ann', card })
  await house.account.advance(60)
  await house.tell()
  await bookNewest(house)
  const labels = await db
    .selectFrom('entry_label')
    .select(['class', 'product'])
    .orderBy('labelled_at', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .execute()
  expect(labels).toEqual([{ class: 'gift', product: 'mainstay_gift' }])
})
