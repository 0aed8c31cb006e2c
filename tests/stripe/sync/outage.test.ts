import { expect } from 'vitest'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { silentLog } from '../../../src/platform/log.ts'
import { createCalls } from '../../../src/stripe/calls/calls.ts'
import { openBackgroundStripe } from '../../../src/stripe/client.ts'
import { operationsAt } from '../../../src/stripe/operations.ts'
import { syncPending } from '../../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../../database.ts'
import { openAccount, testClock } from '../account.ts'
import { virtualTime } from '../calls/virtual-time.ts'
import { deliver, syncDeps } from '../house.ts'
import { booksAndMembers } from '../story.ts'

const card = '4242424242424242'
const minute_ms = 60_000

test('an hour of errors shelves nothing, and minutes after it all is in the books', async ({
  db,
}) => {
  const machine = testClock()
  const account = await openAccount(testClock())
  for (let number = 0; number < 12; number += 1) {
    const membership = await account.order({ frequency: 'monthly', amount: 500 })
    await account.pay(membership, { email: `member${number}@example.org`, card })
  }
  await account.advance(60)
  const events = await account.events()
  const time = virtualTime((ms) => machine.move(ms / 1000))
  const away = () => time.now_ms() < 60 * minute_ms
  let asked = 0
  const calls = createCalls({
    fetch: async (given) => {
      asked += 1
      return away() ? new Response('down', { status: 500 }) : account.fetch(given)
    },
    ...{ perSecond: 15, time, random: () => 0.5, log: silentLog },
  })
  const stripe = openBackgroundStripe(
    { key: 'sk_test_account', apiBase: 'http://sandbox.test' },
    calls,
  )
  const deps = syncDeps(db, { ...account, stripe }, machine)
  await deliver(deps, events)
  const work = async (until_ms: number) => {
    while (time.now_ms() < until_ms) {
      await time.pass(syncPending(deps, { limit: 200 }))
      await time.sleepAside(20_000)
    }
  }
  await work(60 * minute_ms)
  expect(asked).toBeLessThan(400) // three tries and a plain question, less than twice a minute
  expect(calls.facts().away).toBe('is out of reach')
  expect(await operationsAt(readerOf(db), machine.now())).toMatchObject({ shelved: 0 })
  await work(63 * minute_ms)
  expect(await operationsAt(readerOf(db), machine.now())).toMatchObject({
    ...{ pending: 0, shelved: 0, retrying: 0 },
  })
  const { members, entries } = await booksAndMembers(db)
  expect(members.filter(({ state }) => state === 'member')).toHaveLength(12)
  expect(entries.filter(({ class: kind }) => kind === 'membership')).toHaveLength(12)
})
