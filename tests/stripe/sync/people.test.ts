import { expect } from 'vitest'
import { testWithDatabase as test } from '../../database.ts'
import { testClock } from '../account.ts'
import { deliver, settle } from '../house.ts'
import { booksAndMembers } from '../story.ts'
import { card, day, openHouse, subscribe } from './told.ts'

test('one person with two memberships is one member; the younger counts, then the one left', async ({
  db,
}) => {
  const { account, tell } = await openHouse(db)
  await subscribe(account, 'ann@example.org', 500)
  await subscribe(account, 'ANN@example.org', 900)
  expect((await tell()).members).toMatchObject([{ state: 'member', amount_minor: 900n }])
  const [younger] = (await account.stripe.subscriptions.list()).data
  await account.act({ action: 'cancel_subscription', subscription: younger?.id })
  expect((await tell()).members).toMatchObject([{ state: 'member', amount_minor: 500n }])
})

test('a membership that fails is in grace, and ended when Stripe gives up', async ({ db }) => {
  const { account, tell } = await openHouse(db)
  await subscribe(account, 'ann@example.org', 500)
  const [customer] = (await account.stripe.customers.list()).data
  await account.act({ action: 'set_card', customer: customer?.id, card: '4000000000000341' })
  await account.advance(32 * day)
  expect(await tell()).toMatchObject({ members: [{ state: 'grace' }] })
  await account.advance(20 * day)
  const { members, payments } = await tell()
  expect(members).toMatchObject([{ state: 'ended', amount_minor: 500n }])
  const failed = payments.filter(({ state }) => state === 'failed')
  expect(failed.length).toBeGreaterThan(1)
  expect(failed[0]).toMatchObject({ class: 'membership', failure: expect.any(String) })
})

test('a membership that was told to end is a member until then', async ({ db }) => {
  const { account, tell } = await openHouse(db)
  await subscribe(account, 'ann@example.org', 500)
  const [subscription] = (await account.stripe.subscriptions.list()).data
  const asked = { action: 'cancel_subscription', subscription: subscription?.id }
  await account.act({ ...asked, at_period_end: true })
  const until = new Date('2026-04-10T10:00:00Z')
  expect((await tell()).members).toMatchObject([{ state: 'member', ending: true, until }])
  await account.advance(32 * day)
  expect((await tell()).members).toMatchObject([{ state: 'ended', ending: false, until }])
})

test('a customer deleted at Stripe is ended, and the money stays', async ({ db }) => {
  const { account, tell } = await openHouse(db)
  await subscribe(account, 'ann@example.org', 500)
  await tell()
  const [customer] = (await account.stripe.customers.list()).data
  await account.act({ action: 'delete_customer', customer: customer?.id })
  const { members, entries } = await tell()
  expect(members).toMatchObject([{ email: 'ann@example.org', state: 'ended' }])
  expect(entries).toMatchObject([
    { email: 'ann@example.org', class: 'membership', net_minor: 467n },
  ])
})

test('the same, when we hear of the customer only after the deletion', async ({ db }) => {
  const { account, tell } = await openHouse(db)
  await subscribe(account, 'ann@example.org', 500)
  const [customer] = (await account.stripe.customers.list()).data
  await account.act({ action: 'delete_customer', customer: customer?.id })
  expect((await tell()).members).toMatchObject([{ state: 'ended' }])
})

test('a whole refund of the only gift makes a former supporter', async ({ db }) => {
  const { account, tell } = await openHouse(db)
  const gift = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(gift, { email: 'ann@example.org', card })
  await account.advance(10)
  const [charge] = (await account.stripe.charges.list()).data
  await account.act({ action: 'refund', charge: charge?.id, amount: 500 })
  await account.advance(10)
  expect((await tell()).members).toMatchObject([{ state: 'supporter', amount_minor: 2000n }])
  await account.act({ action: 'refund', charge: charge?.id })
  await account.advance(10)
  const { members, payments, entries } = await tell()
  expect(members).toMatchObject([{ state: 'former_supporter' }])
  expect(payments).toMatchObject([{ refunded_minor: 2000n, class: 'gift' }])
  expect(
    entries.map(({ kind, class: kindOf, net_minor }) => [kind, kindOf, net_minor]).sort(),
  ).toEqual([
    ['payment', 'gift', 1945n],
    ['refund', 'gift', -1500n],
    ['refund', 'gift', -500n],
  ])
})

test('a bank debit is pending until it settles', async ({ db }) => {
  const { account, tell } = await openHouse(db)
  const gift = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(gift, { email: 'ann@example.org', iban: 'DE89370400440532013000' })
  expect((await tell()).members).toMatchObject([{ state: 'pending' }])
  await account.advance(6 * day)
  const { members, entries } = await tell()
  expect(members).toMatchObject([{ state: 'supporter' }])
  expect(entries).toMatchObject([{ kind: 'payment', amount_minor: 2000n, class: 'gift' }])
})

test('a bank debit is pending where only its payment intent was announced', async ({ db }) => {
  const { account, tell } = await openHouse(db, ({ type }) => type !== 'charge.pending')
  const gift = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(gift, { email: 'ann@example.org', iban: 'DE89370400440532013000' })
  expect((await tell()).members).toMatchObject([{ state: 'pending' }])
})

test('a bank debit that the bank refuses is pending no more, and nobody is a member by it', async ({
  db,
}) => {
  const { account, tell } = await openHouse(db)
  const gift = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(gift, { email: 'ann@example.org', iban: 'DE89370400440532013000' })
  expect((await tell()).members).toMatchObject([{ state: 'pending' }])
  const { data } = await account.stripe.paymentIntents.list()
  await account.act({ action: 'fail_settlement', payment_intent: data[0]?.id })
  await account.advance(60)
  expect(await tell()).toMatchObject({
    members: [{ state: 'ended' }],
    payments: [{ state: 'failed' }],
    entries: [],
  })
})

test('a card that was refused makes nobody a member', async ({ db }) => {
  const { account, tell } = await openHouse(db)
  const gift = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(gift, { email: 'ann@example.org', card: '4000000000000002' })
  expect(await tell()).toEqual({ members: [], payments: [], entries: [] })
  await account.pay(gift, { email: 'ann@example.org', card })
  expect((await tell()).members).toMatchObject([{ state: 'supporter' }])
})

function disputeEvent(charge: { id: string; payment_intent: unknown }, status: string, at: number) {
  const { id, payment_intent } = charge
  return {
    id: `evt_dispute_${status}`,
    object: 'event',
    type: 'charge.dispute.updated',
    api_version: '2026-10-28.endive',
    created: at,
    livemode: false,
    data: { object: { id: 'dp_1', object: 'dispute', charge: id, payment_intent, status } },
  }
}

test('a dispute lost over the only gift makes a former supporter, even told before the gift', async ({
  db,
}) => {
  const { account, deps } = await openHouse(db)
  const gift = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(gift, { email: 'ann@example.org', card })
  const [charge] = (await account.stripe.charges.list()).data
  if (charge === undefined) throw new Error('the gift made no charge')
  const ours = testClock()
  const states: (string | undefined)[] = []
  for (const [number, status] of ['warning_needs_response', 'needs_response', 'lost'].entries()) {
    await deliver(deps, [disputeEvent(charge, status, 1_773_137_000 + 100 * number)])
    await settle({ ...deps, machineClock: ours }, ours)
    if (number === 0) await deliver(deps, await account.events())
    await settle({ ...deps, machineClock: ours }, ours)
    const { members, payments } = await booksAndMembers(db)
    states.push(`${payments[0]?.dispute} ${members[0]?.state}`)
  }
  expect(states).toEqual(['none supporter', 'open supporter', 'lost former_supporter'])
})

test('a membership whose first bank debit the bank refuses has a failed payment of a membership', async ({
  db,
}) => {
  const { account, tell } = await openHouse(db)
  const membership = await account.order({ frequency: 'monthly', amount: 500 })
  await account.pay(membership, { email: 'ann@example.org', iban: 'DE62370400440532013001' })
  expect((await tell()).members).toMatchObject([{ state: 'pending' }])
  await account.advance(6 * day)
  expect((await tell()).payments).toMatchObject([{ state: 'failed', class: 'membership' }])
  const bills = await db.selectFrom('invoice').select('status').execute()
  expect(bills).toEqual([{ status: 'void' }]) // nobody is asked to pay for what never began
})
