import { expect } from 'vitest'
import { syncPending } from '../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../database.ts'
import { type Account, openAccount, testClock } from '../stripe/account.ts'
import { deliver, settle, syncDeps } from '../stripe/house.ts'
import { Killed, mortalDatabase } from '../stripe/mortal.ts'
import { booksAndMembers, forgetAll } from '../stripe/story.ts'

const card = '4242424242424242'

test('a process killed before any statement of a gift loses nothing and doubles nothing', async ({
  db,
  databaseUrl,
}) => {
  const account = await openAccount(testClock())
  const gift = await account.order({ frequency: 'once', amount: 2000, campaign: 'spring' })
  await account.pay(gift, { email: 'ann@example.org', card })
  await account.advance(10)
  await surviveEveryDeath(db, databaseUrl, account, 1)
})

test('a process killed in the middle of a membership loses nothing and doubles nothing', async ({
  db,
  databaseUrl,
}) => {
  const account = await openAccount(testClock())
  const membership = await account.order({ frequency: 'monthly', amount: 500 })
  await account.pay(membership, { email: 'ann@example.org', card })
  await account.advance(60)
  await surviveEveryDeath(db, databaseUrl, account, 3)
})

/** Tells the same events again and again, each time killed some statements later. */
async function surviveEveryDeath(
  db: Parameters<typeof forgetAll>[0],
  databaseUrl: string,
  account: Account,
  step: number,
): Promise<void> {
  const clock = testClock()
  const events = await account.events()
  const deps = syncDeps(db, account, clock)
  await forgetAll(db)
  await deliver(deps, events)
  await settle(deps, clock)
  const expected = await booksAndMembers(db)
  let survived = false
  for (let lives = 0; !survived; lives += step) {
    await forgetAll(db)
    await deliver(deps, events)
    const mortal = mortalDatabase(databaseUrl, lives)
    survived = await syncPending({ ...deps, db: mortal.db }, { limit: 500 })
      .then(() => true)
      .catch((error: unknown) => {
        if (error instanceof Killed) return false
        throw error
      })
    await mortal.end()
    clock.move(60) // the dead process's leases run out
    await settle(deps, clock)
    expect(await booksAndMembers(db), `killed before statement ${lives + 1}`).toEqual(expected)
  }
}
