import { expect, vi } from 'vitest'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { silentLog } from '../../../src/platform/log.ts'
import { syncLag } from '../../../src/stripe/operations.ts'
import { createSyncLoop } from '../../../src/stripe/sync/loop.ts'
import { testWithDatabase as test } from '../../database.ts'
import { openAccount, type TestClock, testClock } from '../account.ts'
import { deliver, settle, syncDeps } from '../house.ts'
import { booksAndMembers, forgetAll } from '../story.ts'

const card = '4242424242424242'

/** Machine time that goes by itself, from the day on which the tests begin. */
function runningClock(): TestClock {
  const from = testClock().now().getTime() - performance.now()
  return { now: () => new Date(from + performance.now()), move: () => {} }
}

test('two loops on one database bring up to date what one alone would', async ({ db }) => {
  const account = await openAccount(testClock())
  for (let number = 0; number < 12; number += 1) {
    const order = { frequency: number % 2 ? ('once' as const) : ('monthly' as const), amount: 900 }
    await account.pay(await account.order(order), { email: `${number % 5}@example.org`, card })
  }
  await account.advance(40 * 86_400)
  const events = await account.events()
  const ours = testClock()
  const alone = syncDeps(db, account, ours)
  await deliver(alone, events)
  await settle(alone, ours)
  const expected = await booksAndMembers(db)
  await forgetAll(db)

  const running = runningClock()
  const failures: string[] = []
  const log = { ...silentLog, warn: (event: string) => failures.push(event) }
  const deps = { ...syncDeps(db, account, running), log }
  const loops = [createSyncLoop(deps), createSyncLoop(deps)]
  for (const event of events) {
    await deliver(deps, [event])
    for (const loop of loops) loop.hurry()
  }
  await vi.waitFor(
    async () => {
      expect((await syncLag(readerOf(db), running.now())).pending).toBe(0)
    },
    { timeout: 20_000 },
  )
  await Promise.all(loops.map((loop) => loop.stop()))
  expect(await booksAndMembers(db)).toEqual(expected)
  expect(failures).toEqual([])
})
