import { expect } from 'vitest'
import { mrrMovements } from '../../../src/finance/mrr/lines.ts'
import { noTaxes } from '../../../src/finance/tax/rules.ts'
import { changesOfMembers } from '../../../src/members/subscription-changes.ts'
import { type Database, readerOf } from '../../../src/platform/database/connection.ts'
import { refreshObject } from '../../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../../database.ts'
import { closeMonth } from '../../ledger/builders.ts'
import { day, newest, openHouse, subscribe } from './told.ts'

const ann = 'ann@example.org'

/** The movements of everybody's recurring revenue, a month's amounts: `2026-03-10 new 500`. */
async function movements(db: Database): Promise<string[]> {
  const members = await db.selectFrom('member').select('id').execute()
  const ids = members.map(({ id }) => id)
  const changes = await changesOfMembers(readerOf(db), ids)
  return mrrMovements({ changes, taxes: noTaxes }).map((movement) => {
    const why = movement.kind === 'churn' ? `.${movement.reason}` : ''
    const [moved] = [...movement.moved.values()]
    return `${movement.day} ${movement.kind}${why} ${moved?.div(12).toFraction()}`
  })
}

test('a history without any event is told by the subscription itself, and events take its place', async ({
  db,
}) => {
  const { account, deps, hear, news, recordOf } = await openHouse(db)
  const look = async () => {
    const { subscription: id } = await newest(account)
    await refreshObject(deps, { type: 'subscription', id })
    return movements(db)
  }
  await subscribe(account, ann, 500)
  const quiet = ({ type }: { type: string }) => !type.startsWith('customer.subscription')
  const first = await news()
  await hear(first.filter(quiet))
  expect(await look()).toEqual(['2026-03-10 new 500'])
  await account.advance(10 * day)
  const { subscription } = await newest(account)
  await account.act({ action: 'change_plan', subscription, amount: 900 })
  await account.advance(2 * day)
  expect(await look()).toEqual(['2026-03-10 new 500', '2026-03-22 change 400'])
  await account.advance(day)
  await account.act({ action: 'cancel_subscription', subscription })
  await account.advance(3 * day)
  const whole = ['2026-03-10 new 500', '2026-03-22 change 400', '2026-03-23 churn.voluntary -900']
  expect(await look()).toEqual(whole)
  await hear(first)
  await recordOf(ann)
  expect(await movements(db)).toEqual(whole.with(1, '2026-03-20 change 400'))
})

test('a discount lowers it while it runs, though events name it by its id alone', async ({
  db,
}) => {
  const { account, recordOf } = await openHouse(db)
  await account.stripe.coupons.create({
    ...{ id: 'HALF', percent_off: 50, duration: 'repeating', duration_in_months: 2 },
  })
  await account.stripe.coupons.create({
    id: 'GIFT',
    amount_off: 100,
    currency: 'eur',
    duration: 'once',
  })
  await subscribe(account, ann, 500)
  await recordOf(ann)
  const { subscription } = await newest(account)
  await account.advance(day)
  await account.stripe.subscriptions.update(subscription, { discounts: [{ coupon: 'HALF' }] })
  await recordOf(ann)
  const halved = ['2026-03-10 new 500', '2026-03-11 change -250']
  expect(await movements(db)).toEqual([...halved, '2026-05-11 change 250'])
  await account.advance(70 * day)
  await account.stripe.subscriptions.update(subscription, { discounts: [{ coupon: 'GIFT' }] })
  await recordOf(ann)
  expect(await movements(db)).toEqual([...halved, '2026-05-11 change 250'])
})

test('a deleted customer’s subscription is over, whether or not that is told', async ({ db }) => {
  const { account, recordOf } = await openHouse(
    db,
    ({ type }) => type !== 'customer.subscription.deleted',
  )
  await subscribe(account, ann, 500)
  await recordOf(ann)
  await account.advance(day)
  await account.act({ action: 'delete_customer', customer: (await newest(account)).customer })
  await recordOf(ann)
  expect(await movements(db)).toEqual(['2026-03-10 new 500', '2026-03-11 churn.voluntary -500'])
})

test('a change that is heard when its month is closed counts in the open one, with its own day beside', async ({
  own: db,
}) => {
  const { account, hear, news, recordOf } = await openHouse(db)
  await subscribe(account, ann, 500)
  await recordOf(ann)
  const { subscription } = await newest(account)
  await account.act({ action: 'change_plan', subscription, amount: 900 })
  await account.advance(25 * day)
  const late = await news()
  await closeMonth(db, '2026-03')
  await hear(late)
  expect(await movements(db)).toEqual(['2026-03-10 new 500', '2026-04-01 change 400'])
  const rows = db.selectFrom('subscription_change').select(['day', 'true_day'])
  expect(await rows.where('kind', '=', 'updated').execute()).toEqual([
    { day: '2026-04-01', true_day: '2026-03-10' },
  ])
})
