import { expect } from 'vitest'
import { openAct } from '../../../src/members/membership-acts.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { markOf } from '../../../src/stripe/acts/held.ts'
import { perform } from '../../../src/stripe/acts/perform.ts'
import { testWithDatabase as test } from '../../database.ts'
import { day } from '../sync/told.ts'
import { euros, newForm, openMembership } from './membership.ts'

const hour_ms = 3_600_000
const refusedCard = '4000000000000341'

test('another amount counts from the next charge, which is the sum that was shown', async ({
  db,
}) => {
  const { ask, preview, account, charged, recordOf } = await openMembership(db)
  const wish = { act: 'amount', amount: euros(12) } as const
  const shown = await preview(wish)
  expect(shown).toMatchObject({ now: null, next: { amount: euros(12) }, credit: null })
  expect(await ask(wish)).toMatchObject({ kind: 'done', held: { amount: euros(12) } })
  const { subscriptions } = await recordOf('ann@example.org')
  expect(subscriptions).toMatchObject([{ amount_minor: 1200n }])
  expect((await charged()).map(({ amount }) => amount)).toEqual([1000])
  await account.advance(32 * day)
  const [, renewal] = await charged()
  expect(renewal?.amount).toBe(1200)
  const late_ms = (renewal?.at.getTime() ?? 0) - (shown.next?.at.getTime() ?? 0)
  expect([late_ms >= 0, late_ms <= 2 * hour_ms]).toEqual([true, true])
})

test('a year is charged at once, less what is left of the month, to the cent', async ({ db }) => {
  const { ask, preview, account, charged } = await openMembership(db)
  await account.advance(10 * day)
  const at = account.clock.now()
  const wish = { act: 'frequency', frequency: 'yearly', amount: euros(100), at } as const
  const shown = await preview(wish)
  await account.advance(3 * 3600) // a reader leaves the page open over lunch
  expect(await ask(wish)).toMatchObject({ kind: 'done', held: { frequency: 'yearly' } })
  expect((await charged()).at(-1)?.amount).toBe(Number(shown.now?.minor))
  expect(shown.now?.minor).toBeLessThan(10_000n)
  expect(shown.next).toMatchObject({ amount: euros(100) })
  await account.advance(366 * day)
  expect((await charged()).at(-1)?.amount).toBe(10_000)
})

test('what is left of a year pays months first, and the card is charged when it says', async ({
  db,
}) => {
  const { ask, preview, account, charged } = await openMembership(db)
  const at = account.clock.now()
  await ask({ act: 'frequency', frequency: 'yearly', amount: euros(100), at })
  await account.advance(265 * day)
  const then = account.clock.now()
  const wish = { act: 'frequency', frequency: 'monthly', amount: euros(10), at: then } as const
  const shown = await preview(wish)
  expect(shown).toMatchObject({ now: null, credit: { minor: expect.any(BigInt) } })
  const before = (await charged()).length
  expect(await ask(wish)).toMatchObject({ kind: 'done' })
  await account.advance(92 * day)
  const [first] = (await charged()).slice(before)
  expect(first?.amount).toBe(Number(shown.next?.amount.minor))
  expect(first?.at.toISOString().slice(0, 10)).toBe(shown.next?.at.toISOString().slice(0, 10))
})

test('a year that the card does not pay changes nothing', async ({ db }) => {
  const { ask, account, held, customer, charged } = await openMembership(db)
  await account.act({ action: 'set_card', customer, card: refusedCard })
  const at = account.clock.now()
  const wish = { act: 'frequency', frequency: 'yearly', amount: euros(100), at } as const
  expect(await ask(wish)).toMatchObject({ kind: 'declined', code: expect.any(String) })
  expect(await held()).toMatchObject({ frequency: 'monthly', amount: euros(10), phase: 'running' })
  expect((await charged()).length).toBe(1)
})

test('a pause charges nothing until its day, and goes on by itself', async ({ db }) => {
  const { ask, preview, account, charged, tell } = await openMembership(db)
  const until = new Date('2026-06-01T00:00:00Z')
  const wish = { act: 'pause', until } as const
  const { next } = await preview(wish)
  expect(next).toEqual({ amount: euros(10), at: new Date('2026-06-10T10:00:00Z') })
  expect(await ask(wish)).toMatchObject({
    kind: 'done',
    held: { phase: 'paused', resumesAt: until },
  })
  expect((await tell()).members).toMatchObject([{ state: 'suspended' }])
  await account.advance(91 * day)
  expect((await charged()).length).toBe(1)
  await account.advance(2 * day)
  expect((await charged()).map(({ at }) => at.toISOString().slice(0, 10))).toEqual([
    ...['2026-03-10', '2026-06-10'],
  ])
})

test('a pause is ended before its day, and the next charge is the one shown', async ({ db }) => {
  const { ask, preview, account, charged } = await openMembership(db)
  await ask({ act: 'pause', until: new Date('2026-08-01T00:00:00Z') })
  const { next } = await preview({ act: 'resume' })
  expect(next).toEqual({ amount: euros(10), at: new Date('2026-04-10T10:00:00Z') })
  expect(await ask({ act: 'resume' })).toMatchObject({ kind: 'done', held: { phase: 'running' } })
  await account.advance(32 * day)
  expect((await charged()).length).toBe(2)
})

test('whoever leaves stays until what is paid is over, and may take it back', async ({ db }) => {
  const { ask, preview, person, account, charged, recordOf } = await openMembership(db)
  const leave = { act: 'leave', reason: 'too_expensive', comment: 'Rent went up.' } as const
  expect(await preview(leave)).toEqual({ now: null, next: null, credit: null })
  expect(await ask(leave)).toMatchObject({ kind: 'done', held: { phase: 'ending' } })
  const { member, subscriptions } = await recordOf('ann@example.org')
  expect([member.state, subscriptions[0]?.end_feedback]).toEqual(['member', 'too_expensive'])
  const kept = await db
    .selectFrom('membership_act')
    .select(['member_id', 'reason', 'comment'])
    .execute()
  expect(kept).toEqual([{ member_id: person, reason: 'too_expensive', comment: 'Rent went up.' }])
  expect((await preview({ act: 'stay' })).next?.amount).toEqual(euros(10))
  expect(await ask({ act: 'stay' })).toMatchObject({ kind: 'done', held: { phase: 'running' } })
  await account.advance(32 * day)
  expect((await charged()).length).toBe(2)
})

test('leaving while a payment fails ends it at once, and nothing is owed any more', async ({
  db,
}) => {
  const { ask, account, customer, subscription, tell } = await openMembership(db)
  await account.act({ action: 'set_card', customer, card: refusedCard })
  await account.advance(32 * day)
  expect((await tell()).members).toMatchObject([{ state: 'grace' }])
  const leave = { act: 'leave', reason: null, comment: null } as const
  expect(await ask(leave)).toMatchObject({ kind: 'done', held: { phase: 'ended' } })
  const { data } = await account.stripe.invoices.list({ subscription })
  expect(data.map(({ status }) => status).sort()).toEqual(['paid', 'void'])
  const invoices = await db.selectFrom('invoice').select('status').execute()
  expect(invoices.map(({ status }) => status).sort()).toEqual(['paid', 'void'])
  const before = account.calls.length
  await account.advance(30 * day)
  expect(before).toBe(account.calls.length)
  expect((await tell()).members).toMatchObject([{ state: 'ended' }])
})

test('whoever left comes back by the known card, once, however often it is sent', async ({
  db,
}) => {
  const { ask, preview, account, subscription, charged, tell } = await openMembership(db)
  await account.act({ action: 'cancel_subscription', subscription })
  await tell()
  const wish = { act: 'return', amount: euros(15), frequency: 'monthly' } as const
  expect(await preview(wish)).toMatchObject({ now: euros(15), next: { amount: euros(15) } })
  const form = newForm()
  const answers = await Promise.all([ask(wish, { id: form }), ask(wish, { id: form })])
  expect(answers).toMatchObject([
    { kind: 'done', held: { phase: 'running' } },
    { kind: 'done', held: { phase: 'running' } },
  ])
  expect(await ask(wish)).toMatchObject({ kind: 'done' }) // another tab
  expect((await charged()).map(({ amount }) => amount)).toEqual([1000, 1500])
  expect((await tell()).members).toMatchObject([{ state: 'member', amount_minor: 1500n }])
})

test('a form sent twice at the same time is one act with one row of the audit', async ({ db }) => {
  const { ask, person, subscription } = await openMembership(db)
  const form = newForm()
  const twice = () => ask({ act: 'amount', amount: euros(20) }, { id: form })
  const answers = await Promise.all([twice(), twice()])
  expect(answers.map(({ kind }) => kind)).toEqual(['done', 'done'])
  expect(await twice()).toMatchObject({ kind: 'done' })
  const audit = await db
    .selectFrom('audit')
    .select(['who', 'act', 'subject', 'before', 'after'])
    .where('subject', '=', subscription)
    .execute()
  expect(audit).toMatchObject([
    {
      ...{ who: person, act: 'membership.amount', subject: subscription },
      ...{ before: { amount_minor: 1000 }, after: { amount_minor: 2000 } },
    },
  ])
})

test('of two acts at one time the second waits, until nothing is heard of the first', async ({
  db,
}) => {
  const { ask, account, deps, person, subscription } = await openMembership(db)
  const first = { id: newForm(), member_id: person, subscription, act: 'pause' } as const
  await openAct(deps, { ...first, reason: null, comment: null })
  const wish = { act: 'amount', amount: euros(20) } as const
  expect(await ask(wish)).toEqual({ kind: 'busy' })
  await account.advance(61)
  expect(await ask(wish)).toMatchObject({ kind: 'done' })
})

test('of two tabs the second is shown what the first has done, and changes nothing', async ({
  db,
}) => {
  const { ask, held } = await openMembership(db)
  const expected = markOf(await held())
  expect(await ask({ act: 'amount', amount: euros(20) }, { expected })).toMatchObject({
    kind: 'done',
  })
  const leave = { act: 'leave', reason: null, comment: null } as const
  expect(await ask(leave, { expected })).toMatchObject({
    kind: 'changed',
    held: { amount: euros(20), phase: 'running' },
  })
})

test('a renewal between form and answer is told before anything is done', async ({ db }) => {
  const { ask, held, account } = await openMembership(db)
  const expected = markOf(await held())
  await account.advance(32 * day)
  const leave = { act: 'leave', reason: null, comment: null } as const
  expect(await ask(leave, { expected })).toMatchObject({
    kind: 'changed',
    held: { phase: 'running' },
  })
})

test('nobody touches the membership of somebody else', async ({ db }) => {
  const { ask, held } = await openMembership(db)
  const wish = { act: 'amount', amount: euros(20) } as const
  expect(await ask(wish, { person: 'mem_another' })).toEqual({ kind: 'not_found' })
  expect(await held()).toMatchObject({ amount: euros(10) })
})

test('what does not fit its state is not done', async ({ db }) => {
  const { ask } = await openMembership(db)
  expect(await ask({ act: 'return', amount: euros(9), frequency: 'monthly' })).toMatchObject({
    kind: 'done', // they have one: there is nothing to come back to
  })
  await ask({ act: 'leave', reason: null, comment: null })
  expect(await ask({ act: 'amount', amount: euros(20) })).toMatchObject({ kind: 'not_possible' })
})

test('while Stripe is silent nothing is done, and the same form does it later', async ({ db }) => {
  const { ask, account, subscription } = await openMembership(db)
  const path = `/v1/subscriptions/${subscription}`
  const expected = 'kept from before'
  const form = newForm()
  account.faults.set(path, () => Promise.reject(new TypeError('fetch failed')))
  const wish = { act: 'amount', amount: euros(20) } as const
  expect(await ask(wish, { id: form, expected })).toMatchObject({ kind: 'away' })
  account.faults.delete(path)
  expect(await ask(wish, { id: form })).toMatchObject({ kind: 'done', held: { amount: euros(20) } })
})

test('cut off after Stripe did it, the webhook brings it, and the form then says so', async ({
  db,
}) => {
  const { ask, held, deps, person, subscription, account, tell } = await openMembership(db)
  const expected = markOf(await held())
  let calls = 0
  account.faults.set(`/v1/subscriptions/${subscription}`, () => {
    calls += 1
    if (calls >= 3) throw new TypeError('fetch failed') // read, changed, and not read back
    return undefined as never
  })
  const asked = { id: newForm(), who: person, person, subscription, expected }
  const wish = { act: 'amount', amount: euros(20) } as const
  expect(await perform(deps, { ...asked, wish })).toMatchObject({ kind: 'away', again: true })
  account.faults.clear()
  await tell()
  const kept = await db.selectFrom('subscription').select('amount_minor').execute()
  expect(kept).toEqual([{ amount_minor: 2000n }])
  expect(await perform(deps, { ...asked, wish })).toMatchObject({ kind: 'done' })
  expect(await ask(wish, { id: asked.id })).toMatchObject({ kind: 'done' })
  const { count } = await readerOf(db)
    .selectFrom('audit')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('subject', '=', subscription)
    .executeTakeFirstOrThrow()
  expect(count).toBe(1n)
})
