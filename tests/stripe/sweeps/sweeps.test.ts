import { expect } from 'vitest'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { isSubscribed } from '../../../src/stripe/inbox/subscribed.ts'
import { operationsAt } from '../../../src/stripe/operations.ts'
import { verify } from '../../../src/stripe/proofs.ts'
import { runSweeps, tick } from '../../../src/stripe/sweeps/sweeps.ts'
import { syncPending } from '../../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../../database.ts'
import { openAccount, testClock } from '../account.ts'
import { deliver, settle, syncDeps } from '../house.ts'
import { booksAndMembers, forgetAll } from '../story.ts'

const card = '4242424242424242'

async function house(db: Parameters<typeof syncDeps>[0]) {
  await forgetAll(db)
  const machine = testClock()
  const account = await openAccount(machine)
  const deps = syncDeps(db, account, machine)
  const give = async (email: string) => {
    const gift = await account.order({ frequency: 'once', amount: 2000 })
    await account.pay(gift, { email, card })
    await account.advance(10)
  }
  return { machine, account, deps, give }
}

test('what no webhook brought is found, put right and told, once', async ({ db }) => {
  const { machine, deps, give } = await house(db)
  await runSweeps(deps)
  await give('ann@example.org')
  const finds = await runSweeps(deps)
  expect(finds.map(({ sweep, object }) => [sweep, object.slice(0, 3)]).sort()).toEqual([
    ['balance_transactions', 'ch_'],
    ['events', 'ch_'],
    ['events', 'ch_'],
    ['events', 'cs_'],
  ])
  await settle(deps, machine)
  expect(await booksAndMembers(db)).toMatchObject({
    members: [{ email: 'ann@example.org', state: 'supporter' }],
    entries: [{ email: 'ann@example.org', class: 'gift', net_minor: 1945n }],
  })
  expect(await runSweeps(deps)).toEqual([])
  const operations = await operationsAt(readerOf(db), machine.now())
  expect(operations.finds).toHaveLength(finds.length)
  expect(operations.sweeps.map(({ sweep, found }) => [sweep, found])).toEqual([
    ['balance_transactions', 1],
    ['events', 3],
    ['payouts', 0],
    ['subscriptions', 0],
  ])
})

test('an event that the endpoint does not ask for is not missed', async ({ db }) => {
  const { machine, account, deps, give } = await house(db)
  await runSweeps(deps)
  await give('ann@example.org')
  const debit = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(debit, { email: 'bo@example.org', iban: 'DE89370400440532013000' })
  const { data } = await account.stripe.charges.list({ limit: 2 })
  await account.act({ action: 'refund', charge: data[1]?.id })
  await account.advance(10)
  const told = await account.events()
  expect(told.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['charge.pending', 'charge.refunded']),
  )
  await deliver(
    deps,
    told.filter(({ type }) => isSubscribed(type)),
  )
  await settle(deps, machine)
  expect(await runSweeps(deps)).toEqual([])
})

test('the first reading of an account brings everything and blames nobody', async ({ db }) => {
  const { machine, deps, give } = await house(db)
  await give('ann@example.org')
  expect(await runSweeps(deps)).toEqual([])
  await settle(deps, machine)
  expect((await booksAndMembers(db)).members).toMatchObject([{ email: 'ann@example.org' }])
})

test('what a webhook may still bring is left alone for a quarter of an hour', async ({ db }) => {
  const { machine, account, deps, give } = await house(db)
  await give('ann@example.org')
  await deliver(deps, await account.events())
  await settle(deps, machine)
  await tick(deps)
  await give('bo@example.org')
  machine.move(1800)
  await give('cy@example.org')
  const finds = await tick(deps)
  const sessions = finds.filter(({ object }) => object.startsWith('cs_'))
  expect(sessions).toHaveLength(1)
})

test('each sweep runs when its time has come, once, whoever asks', async ({ db }) => {
  const { machine, account, deps } = await house(db)
  const runs = async () => {
    account.calls.length = 0
    await Promise.all([tick(deps), tick(deps)])
    return account.calls.toSorted()
  }
  const [events, money] = ['GET /v1/events', 'GET /v1/balance_transactions']
  const daily = ['GET /v1/payouts', 'GET /v1/subscriptions']
  expect(await runs()).toEqual([money, events, ...daily])
  expect(await runs()).toEqual([])
  machine.move(600)
  expect(await runs()).toEqual([events])
  machine.move(1200)
  expect(await runs()).toEqual([money, events])
  machine.move(84_600)
  expect(await runs()).toEqual([money, events, ...daily])
})

test('a sweep that fails is due again in half a minute, and the others have their turn', async ({
  db,
}) => {
  const { machine, account, deps } = await house(db)
  account.faults.set('/v1/events', () => new Response('gone', { status: 503 }))
  await expect(tick(deps)).rejects.toThrow()
  expect(account.calls).toContain('GET /v1/payouts')
  account.faults.clear()
  account.calls.length = 0
  machine.move(31)
  await tick(deps)
  expect(account.calls).toContain('GET /v1/events')
})

test('a reading cut short between two pages is read again to its end', async ({ db }) => {
  const { machine, account, deps, give } = await house(db)
  for (let number = 0; number < 101; number += 1) await give(`giver${number}@example.org`)
  let pages = 0
  const real = account.stripe.balanceTransactions
  const list: typeof real.list = (...given) => {
    pages += 1
    if (pages === 2) throw new Error('cut')
    return real.list(...given)
  }
  const cut = Object.assign(Object.create(account.stripe), { balanceTransactions: { list } })
  await expect(runSweeps({ ...deps, stripe: cut })).rejects.toThrow('cut')
  await settle(deps, machine)
  const { ok, proofs } = await verify(deps)
  expect({ ok, balance: proofs.find(({ kind }) => kind === 'balance') }).toMatchObject({
    ok: true,
    balance: { transactions: 101 },
  })
})

test('a transaction whose own sums do not hold is shelved and keeps no other out', async ({
  db,
}) => {
  const { machine, account, deps, give } = await house(db)
  await give('ann@example.org')
  await give('bo@example.org')
  const { data } = await account.stripe.balanceTransactions.list({ expand: ['data.source'] })
  const [wrong] = data
  const listed = data.map((each) => (each === wrong ? { ...each, net: each.net + 1 } : each))
  const page = { object: 'list', url: '/v1/balance_transactions', has_more: false, data: listed }
  account.faults.set('/v1/balance_transactions', () => Response.json(page))
  account.faults.set(`/v1/balance_transactions/${wrong?.id}`, () => Response.json(listed[0]))
  await runSweeps(deps)
  for (let tries = 0; tries < 13; tries += 1) {
    machine.move(3600)
    await syncPending(deps, { limit: 100 })
  }
  expect((await booksAndMembers(db)).entries).toMatchObject([{ email: 'ann@example.org' }])
  const { shelf } = await operationsAt(readerOf(db), machine.now())
  expect(shelf).toMatchObject([{ object: wrong?.id, reason: 'unreadable: net' }])
})

/** A member whose webhooks all came, and whose sweeps have all run once. */
async function known(db: Parameters<typeof syncDeps>[0]) {
  const { machine, account, deps } = await house(db)
  await account.pay(await account.order({ frequency: 'monthly', amount: 500 }), {
    email: 'ann@example.org',
    card,
  })
  await account.advance(60)
  await deliver(deps, await account.events())
  await settle(deps, machine)
  await runSweeps(deps)
  await settle(deps, machine)
  const id = (await account.stripe.subscriptions.list()).data[0]?.id ?? ''
  const nightly = async () => (await tick(deps)).filter(({ sweep }) => sweep === 'subscriptions')
  return { machine, account, deps, id, nightly }
}

test('a cancellation of which no event tells any more is found in the night', async ({ db }) => {
  const { machine, account, id, nightly } = await known(db)
  await account.act({ action: 'cancel_subscription', subscription: id })
  const none = { object: 'list', data: [], has_more: false, url: '/v1/events' }
  account.faults.set('/v1/events', () => Response.json(none)) // older than Stripe keeps them
  machine.move(86_400)
  expect(await nightly()).toEqual([{ sweep: 'subscriptions', object: id, id }])
  expect((await booksAndMembers(db)).members).toMatchObject([{ state: 'ended' }])
  machine.move(86_400)
  expect(await nightly()).toEqual([])
})

test('a change of the last minutes is put right, and blames nobody', async ({ db }) => {
  const { machine, account, id, nightly } = await known(db)
  machine.move(86_400)
  await account.act({ action: 'cancel_subscription', subscription: id })
  expect(await nightly()).toEqual([])
  expect((await booksAndMembers(db)).members).toMatchObject([{ state: 'ended' }])
})

test('a subscription that Stripe no longer lists is asked for, and over when it is gone', async ({
  db,
}) => {
  const { machine, account, deps, id, nightly } = await known(db)
  const none = { object: 'list', data: [], has_more: false, url: '/v1/subscriptions' }
  const missing = { error: { type: 'invalid_request_error', code: 'resource_missing' } }
  account.faults.set('/v1/subscriptions', () => Response.json(none))
  account.faults.set(`/v1/subscriptions/${id}`, () => Response.json(missing, { status: 404 }))
  machine.move(86_400)
  expect(await nightly()).toEqual([{ sweep: 'subscriptions', object: id, id }])
  await settle(deps, machine)
  expect((await booksAndMembers(db)).members).toMatchObject([{ state: 'ended' }])
})

test('a payout of which no event came is found within a day', async ({ db }) => {
  const { machine, account, deps } = await known(db)
  await account.act({ action: 'payout', currency: 'eur' })
  await account.advance(86_400)
  const before = await account.stripe.payouts.list()
  const none = { object: 'list', data: [], has_more: false, url: '/v1/events' }
  account.faults.set('/v1/events', () => Response.json(none))
  machine.move(86_400)
  const finds = (await tick(deps)).filter(({ sweep }) => sweep === 'payouts')
  expect(finds.map(({ id }) => id)).toEqual(before.data.map(({ id }) => id))
  const kept = await db.selectFrom('payout').select(['id', 'status']).execute()
  expect(kept).toEqual(before.data.map(({ id, status }) => ({ id, status })))
})

test('an outage longer than two hours is read from where it began', async ({ db }) => {
  const { machine, account, deps, give } = await house(db)
  await give('ann@example.org')
  await runSweeps(deps)
  await settle(deps, machine)
  for (let day = 0; day < 5; day += 1) {
    await give(`late${day}@example.org`)
    await account.advance(86_400)
    machine.move(86_400)
  }
  await tick(deps)
  await settle(deps, machine)
  expect((await booksAndMembers(db)).members).toHaveLength(6)
  expect(await verify(deps)).toMatchObject({ ok: true })
})

test('each run is counted by its day', async ({ db }) => {
  const { machine, deps, give } = await house(db)
  await runSweeps(deps)
  await give('ann@example.org')
  await runSweeps(deps)
  machine.move(86_400)
  await tick(deps)
  const days = await db
    .selectFrom('sweep_day')
    .select(['day', 'runs', 'listed', 'found'])
    .where('sweep', '=', 'events')
    .orderBy('day')
    .execute()
  expect(days.map(({ runs, found }) => [runs, found])).toEqual([
    [2, 3],
    [1, 0],
  ])
})
