import { expect } from 'vitest'
import { declare } from '../../../src/finance/settings/declaration.ts'
import { dunningSetting } from '../../../src/finance/settings/dunning.ts'
import { followUpFailures, followUpNow } from '../../../src/stripe/acts/follow-up.ts'
import { testWithDatabase as test } from '../../database.ts'
import { day } from '../sync/told.ts'
import { openMembership } from './membership.ts'

const failsLater = '4000000000000341'

/** Ann, whose second month cannot be paid, at a Stripe that tries once and then leaves it at that. */
async function openArrears(db: Parameters<typeof openMembership>[0], rule: object) {
  const house = await openMembership(db)
  const { account, deps, customer, tell } = house
  await account.configure({ retryDays: [], afterRetries: 'past_due' })
  await account.act({ action: 'set_card', customer, card: failsLater })
  await account.advance(32 * day)
  await tell()
  const terms = dunningSetting.terms.parse(rule)
  await declare(deps, dunningSetting, { key: '', terms, sent: rule }, 'staff')
  return house
}

test('a membership that stays unpaid past its grace is ended as a failed one, and owes nothing', async ({
  db,
}) => {
  const { account, deps, subscription, tell, recordOf } = await openArrears(db, { grace_days: 10 })
  await followUpNow(deps)
  expect((await tell()).members).toMatchObject([{ state: 'grace' }])
  await account.advance(10 * day)
  await followUpFailures(deps)
  await tell()
  const { member, subscriptions, openInvoices } = await recordOf('ann@example.org')
  expect([member.state, subscriptions[0]?.end_reason, openInvoices]).toEqual([
    ...['ended', 'payment_failed', []],
  ])
  const { data } = await account.stripe.invoices.list({ subscription })
  expect(data.map(({ status }) => status).sort()).toEqual(['paid', 'void'])
})

test('where Stripe plans no try we try on our own days, once each', async ({ db }) => {
  const rule = { retry_days: '3, 5' }
  const { account, deps, charged, tell } = await openArrears(db, rule)
  const tries: number[] = []
  for (let days = 0; days < 8; days += 1) {
    await followUpNow(deps)
    await followUpNow(deps)
    await tell()
    tries.push((await charged()).length)
    await account.advance(day)
  }
  // one paid, one failed at the renewal some hours before: days 3 and 5 add one each
  expect([tries[0], tries.at(-1)]).toEqual([2, 4])
  expect((await tell()).members).toMatchObject([{ state: 'grace' }])
})

test('nobody who has left is asked for a bill, wherever they left', async ({ db }) => {
  const { account, deps, subscription, tell } = await openArrears(db, {})
  await account.act({ action: 'cancel_subscription', subscription })
  await tell()
  await followUpNow(deps)
  const { data } = await account.stripe.invoices.list({ subscription, status: 'open' })
  expect(data).toEqual([])
})
