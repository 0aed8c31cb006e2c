import fc from 'fast-check'
import { expect } from 'vitest'
import type { Database } from '../../src/platform/database/connection.ts'
import { verify } from '../../src/stripe/proofs.ts'
import { testWithDatabase as test } from '../database.ts'
import { type Account, type SentEvent, testClock } from '../stripe/account.ts'
import { deliver, settle, syncDeps } from '../stripe/house.ts'
import { chapters, live } from '../stripe/life.ts'
import { booksAndMembers, forgetAll } from '../stripe/story.ts'

test('a life told late, in any order and with repeats, ends in one state', async ({ db }) => {
  const machine = testClock()
  const account = await live(testClock())
  const deps = syncDeps(db, account, machine)
  const events = await account.events()
  await deliver(deps, events)
  await settle(deps, machine)
  const expected = await booksAndMembers(db)
  const told = fc.shuffledSubarray([...events, ...events.slice(0, 20)], {
    minLength: events.length + 20,
  })
  await fc.assert(
    fc.asyncProperty(told, fc.integer({ min: 1, max: 20 }), async (order, atOnce) => {
      await forgetAll(db)
      for (let from = 0; from < order.length; from += atOnce) {
        await deliver(deps, order.slice(from, from + atOnce))
        await settle(deps, machine)
      }
      expect(await booksAndMembers(db)).toEqual(expected)
    }),
    { numRuns: 12 },
  )
  expect(await verify(deps)).toMatchObject({ ok: true })
})

test('a life told while it is lived, each event late by chance, ends in one state', async ({
  db,
}) => {
  const expected = await tellWhileLived(db, [0])
  const lateness = fc.array(fc.integer({ min: 0, max: chapters.length }), {
    minLength: 60,
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(lateness, async (late) => {
      await forgetAll(db)
      expect(await tellWhileLived(db, late)).toEqual(expected)
    }),
    { numRuns: 12 },
  )
})

/** `late` says of each event how many chapters after its own it comes; 0 is at once. */
async function tellWhileLived(db: Database, late: readonly number[]) {
  const ours = testClock() // the account's own clock moves by its life alone
  const waiting: { due: number; event: SentEvent }[] = []
  let chapter = 0
  let number = 0
  const tell = async (account: Account, upTo: number) => {
    const due = waiting.filter((each) => each.due <= upTo)
    waiting.splice(0, waiting.length, ...waiting.filter((each) => each.due > upTo))
    const deps = syncDeps(db, account, ours)
    await deliver(
      deps,
      due.map(({ event }) => event),
    )
    await settle(deps, ours)
  }
  const account = await live(testClock(), async (one, news) => {
    for (const event of news) {
      waiting.push({ event, due: chapter + (late[number % late.length] ?? 0) })
      number += 1
    }
    await tell(one, chapter)
    chapter += 1
  })
  await tell(account, Number.POSITIVE_INFINITY)
  return booksAndMembers(db)
}
