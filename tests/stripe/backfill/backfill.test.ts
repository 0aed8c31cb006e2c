import { expect } from 'vitest'
import { type Database, databaseOn, openPool } from '../../../src/platform/database/connection.ts'
import { backfill, countHistory } from '../../../src/stripe/backfill/backfill.ts'
import { syncPending } from '../../../src/stripe/sync/sync.ts'
import { cloneDatabase, testWithDatabase as test } from '../../database.ts'
import { type Account, type TestClock, testClock } from '../account.ts'
import { deliver, settle, syncDeps } from '../house.ts'
import { live } from '../life.ts'
import { Killed, mortalDatabase } from '../mortal.ts'
import { forgetAll } from '../story.ts'
import { everything } from './everything.ts'
import { manyLives, oneLife, stripeBy } from './many-lives.ts'

const card = '4242424242424242'
const day = 86_400
const since = '2019-01-01'
const quiet = () => {}

/** Years of two people, one of them two customers, and some guests, with what can go wrong. */
async function years(machine: TestClock): Promise<Account> {
  const account = await live(machine)
  const give = async (email: string, payment: object) => {
    await account.pay(await account.order({ frequency: 'once', amount: 2000 }), {
      email,
      ...payment,
    })
    await account.advance(10)
  }
  await give('guest@example.org', { card })
  await give('warned@example.org', { card: '4000000000005423' })
  await give('debit@example.org', { iban: 'DE89370400440532013000' })
  await give('refused@example.org', { card: '4000000000000002' })
  await account.advance(6 * day)
  const charge = (await account.stripe.charges.list({ limit: 10 })).data.find(
    ({ status }) => status === 'succeeded',
  )
  await account.act({ action: 'dispute_open', charge: charge?.id })
  for (const name of ['Bo Once', 'Bo Married']) {
    const membership = await account.order({ frequency: 'monthly', amount: 700 })
    await account.pay(membership, { email: 'bo@example.org', name, card })
    await account.advance(60)
  }
  await account.advance(40 * day)
  return account
}

/** A database of its own, brought to the same point by other means. */
async function fresh(url: string) {
  const db = databaseOn(openPool(url))
  return { db, [Symbol.asyncDispose]: () => db.destroy() }
}

/** The story, its events forgotten by Stripe, and a database to which the webhooks had brought it. */
async function told(db: Database) {
  await forgetAll(db)
  const machine = testClock()
  const account = await years(machine)
  const deps = syncDeps(db, account, machine)
  await deliver(deps, await account.events())
  await settle(deps, machine)
  const none = { object: 'list', data: [], has_more: false, url: '/v1/events' }
  account.faults.set('/v1/events', () => Response.json(none))
  account.calls.length = 0
  return { machine, account, expected: await everything(db) }
}

test('a history read in one go ends as if every webhook had come', async ({ db }) => {
  const { machine, account, expected } = await told(db)
  await using other = await fresh(await cloneDatabase())
  const deps = syncDeps(other.db, account, machine)
  const charges = (await account.stripe.charges.list({ limit: 100 })).data.length
  account.calls.length = 0
  const { lists, resumed } = await backfill(deps, since, quiet)
  await settle(deps, machine)
  expect(resumed).toBe(false)
  expect(await everything(other.db)).toEqual(expected)
  for (const [table, rows] of Object.entries(expected))
    expect([table, rows]).not.toEqual([table, []])
  const single = account.calls.filter((call) => /\/[a-z]+_[^/]*\d[^/]*$/.test(call))
  expect(single).toEqual([])
  expect(lists.find(({ list }) => list === 'charges')?.objects).toBe(charges)
})

test('stopped hard again and again, it goes on and ends the same', async ({ db }) => {
  const { machine, account, expected } = await told(db)
  const url = await cloneDatabase()
  await using other = await fresh(url)
  let lives = 0
  for (let lifetime = 20; ; lifetime += 20) {
    const mortal = mortalDatabase(url, lifetime)
    try {
      await backfill(syncDeps(mortal.db, account, machine), since, quiet)
      break
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      lives += 1
      machine.move(60) // the leases of the dead run out
    } finally {
      await mortal.end()
    }
  }
  expect(lives).toBeGreaterThanOrEqual(5)
  await settle(syncDeps(other.db, account, machine), machine)
  expect(await everything(other.db)).toEqual(expected)
})

test('stopped between two pages of a list, it goes on behind the last that is written', async () => {
  const { account, machine } = await oneLife()
  const { fetch, calls } = manyLives(account, 8)
  await using other = await fresh(await cloneDatabase())
  let pages = 0
  const stopping: typeof fetch = (address) => {
    const isCharges = new Request(address).url.includes('/v1/charges')
    if (isCharges) pages += 1
    return isCharges && pages === 2 ? Promise.reject(new Error('stopped')) : fetch(address)
  }
  const deps = (by: typeof fetch) =>
    syncDeps(other.db, { ...account, stripe: stripeBy(by) }, machine)
  await expect(backfill(deps(stopping), since, quiet)).rejects.toThrow()
  calls.length = 0
  const { lists, resumed } = await backfill(deps(fetch), since, quiet)
  expect(resumed).toBe(true)
  const ofPayouts = '/v1/balance_transactions' // which each payout took
  expect(calls.filter((path) => path !== ofPayouts)).toEqual([
    ...['/v1/charges', '/v1/disputes', '/v1/radar/early_fraud_warnings', '/v1/payouts'],
    '/v1/customers',
  ])
  expect(lists.find(({ list }) => list === 'charges')?.objects).toBe(8 * 19)
  const { paid } = await other.db
    .selectFrom('payment')
    .select(({ fn }) => fn.countAll<bigint>().as('paid'))
    .executeTakeFirstOrThrow()
  expect(paid).toBe(8n * 19n)
})

test('beside a server that is told of the same objects, both end the same', async ({ db }) => {
  const { machine, account, expected } = await told(db)
  account.faults.clear()
  const events = await account.events()
  await using other = await fresh(await cloneDatabase())
  const deps = syncDeps(other.db, account, machine)
  await Promise.all([
    backfill(deps, since, quiet),
    (async () => {
      for (const event of events) {
        await deliver(deps, [event])
        await syncPending(deps, { limit: 5 })
      }
    })(),
  ])
  await settle(deps, machine)
  expect(await everything(other.db)).toEqual(expected)
})

test('a dry run counts what there is and writes nothing', async ({ db }) => {
  const { machine, account, expected } = await told(db)
  await using other = await fresh(await cloneDatabase())
  const lists = await countHistory(syncDeps(other.db, account, machine), since, quiet)
  expect(lists.find(({ list }) => list === 'balance_transactions')?.objects).toBe(
    expected.entry?.length,
  )
  const empty = Object.fromEntries(Object.keys(expected).map((table) => [table, []]))
  expect(await everything(other.db)).toEqual(empty)
  expect(await other.db.selectFrom('backfill').selectAll().execute()).toEqual([])
})

test('what was made before the day is left out, what holds today is not', async ({ db }) => {
  const { machine, account, expected } = await told(db)
  await using other = await fresh(await cloneDatabase())
  const deps = syncDeps(other.db, account, machine)
  const { lists } = await backfill(deps, '2030-01-01', quiet)
  expect(lists.find(({ list }) => list === 'charges')?.objects).toBe(0)
  expect(lists.find(({ list }) => list === 'subscriptions')?.objects).toBe(
    expected.subscription?.length,
  )
})
