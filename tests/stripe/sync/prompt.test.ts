import { expect } from 'vitest'
import { testWithDatabase as test } from '../../database.ts'
import { openAccount, testClock } from '../account.ts'
import { deliver, settle, syncDeps } from '../house.ts'
import { booksAndMembers } from '../story.ts'

test('money is booked as soon as it came, not when Stripe tells of its transaction', async ({
  db,
}) => {
  const ours = testClock()
  const account = await openAccount(testClock())
  const deps = syncDeps(db, account, ours)
  const gift = await account.order({ frequency: 'once', amount: 1000 })
  await account.pay(gift, { email: 'ann@example.org', card: '4242424242424242' })
  const events = await account.events()
  expect(events.map(({ type }) => type)).not.toContain('charge.updated')
  await deliver(deps, events)
  await settle(deps, ours)
  expect((await booksAndMembers(db)).entries).toMatchObject([
    { kind: 'payment', amount_minor: 1000n },
  ])
})
