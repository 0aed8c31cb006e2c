import { expect } from 'vitest'
import { dueSubjects, takeLeases } from '../../../src/stripe/inbox/lease.ts'
import { refreshObject, syncPending } from '../../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../../database.ts'
import { openAccount, testClock } from '../account.ts'
import { deliver, settle, syncDeps } from '../house.ts'
import { booksAndMembers, forgetAll } from '../story.ts'

const card = '4242424242424242'

async function member(db: Parameters<typeof syncDeps>[0]) {
  await forgetAll(db)
  const ours = testClock()
  const account = await openAccount(testClock())
  const deps = syncDeps(db, account, ours)
  await account.pay(await account.order({ frequency: 'monthly', amount: 500 }), {
    email: 'ann@example.org',
    card,
  })
  await account.advance(60)
  await deliver(deps, await account.events())
  await settle(deps, ours)
  const id = (await account.stripe.subscriptions.list()).data[0]?.id ?? ''
  return { ours, account, deps, id }
}

test('an answer so slow that another took the object over is not written', async ({ db }) => {
  const { ours, account, deps, id } = await member(db)
  const path = `/v1/subscriptions/${id}`
  const old = await account.stripe.subscriptions.retrieve(id)
  account.faults.set(path, async () => {
    account.faults.clear()
    await account.act({ action: 'cancel_subscription', subscription: id })
    ours.move(60) // the lease runs out while Stripe is still answering
    expect(await refreshObject(deps, { type: 'subscription', id })).toBe('done')
    return Response.json(old)
  })
  expect(await refreshObject(deps, { type: 'subscription', id })).toBe('held')
  expect((await booksAndMembers(db)).members).toMatchObject([{ state: 'ended' }])
})

test('of two who want one object at once, one has it', async ({ db }) => {
  const { ours } = await member(db)
  const subject = { type: 'charge', key: 'ch_wanted' } as const
  const takers = Array.from({ length: 10 }, () => takeLeases(db, [subject], { now: ours.now() }))
  const leases = (await Promise.all(takers)).flat()
  expect(leases).toHaveLength(1)
  ours.move(60)
  const [next] = await takeLeases(db, [subject], { now: ours.now() })
  expect(next?.version).toBe(2n)
})

test('an event that comes while its object is held waits for the next turn', async ({ db }) => {
  const { ours, account, deps, id } = await member(db)
  await account.act({ action: 'cancel_subscription', subscription: id })
  const news = (await account.events()).slice(-1)
  const path = `/v1/subscriptions/${id}`
  const old = await account.stripe.subscriptions.retrieve(id)
  account.faults.set(path, async () => {
    account.faults.clear()
    await deliver(deps, news)
    expect(await dueSubjects(db, { now: ours.now(), limit: 10 })).toEqual([])
    return Response.json({ ...old, status: 'active', ended_at: null, canceled_at: null })
  })
  await refreshObject(deps, { type: 'subscription', id })
  expect((await booksAndMembers(db)).members).toMatchObject([{ state: 'member' }])
  expect(await syncPending(deps, { limit: 10 })).toEqual({ done: 1, failed: 0 })
  expect((await booksAndMembers(db)).members).toMatchObject([{ state: 'ended' }])
})
