import { expect } from 'vitest'
import { syncPending } from '../../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../../database.ts'
import { openAccount, testClock } from '../account.ts'
import { deliver, settle, syncDeps } from '../house.ts'
import { booksAndMembers } from '../story.ts'

const card = '4242424242424242'

test('a day of forty joins and their renewals costs at most 0.35 calls an event', {
  timeout: 120_000, // a thousand steps
}, async ({ db }) => {
  const ours = testClock()
  const account = await openAccount(testClock())
  for (let number = 0; number < 40; number += 1) {
    const membership = await account.order({ frequency: 'monthly', amount: 500 })
    await account.pay(membership, { email: `member${number}@example.org`, card })
  }
  await account.advance(33 * 86_400)
  const events = await account.events()
  const deps = syncDeps(db, account, ours)
  account.calls.length = 0
  for (const event of events) {
    await deliver(deps, [event]) // each applied before the next comes, the dearest case
    await syncPending(deps, { limit: 100 })
    ours.move(0.05)
  }
  await settle(deps, ours)
  const { members, entries } = await booksAndMembers(db)
  expect(members.filter(({ state }) => state === 'member')).toHaveLength(40)
  expect(entries.filter(({ class: kind }) => kind === 'membership')).toHaveLength(80)
  const each = account.calls.length / events.length
  console.info(`${account.calls.length} calls for ${events.length} events: ${each.toFixed(3)}`)
  expect(each).toBeLessThanOrEqual(0.35)
})
