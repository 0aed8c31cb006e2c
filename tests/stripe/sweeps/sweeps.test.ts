import { expect } from 'vitest'
import { readerOf } from '../../../src/platform/database/connection.ts'
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
  expect(operations.sweeps.map(({ sweep }) => sweep)).toEqual(['balance_transactions', 'events'])
})

test('the first reading of an account brings everything and blames nobody', async ({ db }) => {
  const { machine, deps, give } = await house(db)
  await give('ann@example.org')
  expect(await runSweeps(deps)).toEqual([])
  await settle(deps, machine)
  expect((await booksAndMembers(db)).members).toMatchObject([{ email: 'ann@example.org' }])
})

test('an event whose webhook may be on its way is left alone for a minute', async ({ db }) => {
  const { machine, account, deps, give } = await house(db)
  await give('ann@example.org')
  await deliver(deps, await account.events())
  await settle(deps, machine)
  await tick(deps)
  await give('bo@example.org')
  machine.move(600)
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
  expect(await runs()).toEqual([money, events])
  expect(await runs()).toEqual([])
  machine.move(600)
  expect(await runs()).toEqual([events])
  machine.move(1200)
  expect(await runs()).toEqual([money, events])
})

test('a sweep that fails is due again in half a minute', async ({ db }) => {
  const { machine, account, deps } = await house(db)
  account.faults.set('/v1/events', () => new Response('gone', { status: 503 }))
  await expect(tick(deps)).rejects.toThrow()
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
  expect(await verify(deps)).toMatchObject({ ok: true, proofs: [{ transactions: 101 }] })
})

test('the books are proven against the balance, and a row too few is seen', async ({ db }) => {
  const { account, deps, give } = await house(db)
  await give('ann@example.org')
  expect(await verify(deps)).toEqual({
    ok: true,
    proofs: [
      {
        id: 'ledger_equals_balance_eur',
        ok: true,
        currency: 'EUR',
        expected: 1945n,
        actual: 1945n,
        difference: 0n,
        transactions: 1,
      },
    ],
  })
  const balance = { amount: 1945, currency: 'eur' }
  const more = { object: 'balance', available: [balance], pending: [{ ...balance, amount: 5 }] }
  account.faults.set('/v1/balance', () => Response.json(more))
  expect(await verify(deps)).toMatchObject({
    ok: false,
    proofs: [{ expected: 1950n, actual: 1945n, difference: -5n }],
  })
  const kept = await db.selectFrom('proof').select(['ok', 'difference_minor']).execute()
  expect(kept).toEqual([
    { ok: true, difference_minor: 0n },
    { ok: false, difference_minor: -5n },
  ])
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
