import { expect } from 'vitest'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { reasonOf, wait_s } from '../../../src/stripe/inbox/failure.ts'
import { operationsAt, syncLag } from '../../../src/stripe/operations.ts'
import { replay } from '../../../src/stripe/shelf.ts'
import { syncPending } from '../../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../../database.ts'
import { openAccount, testClock } from '../account.ts'
import { deliver, settle, syncDeps } from '../house.ts'
import { booksAndMembers, forgetAll } from '../story.ts'

const card = '4242424242424242'

/** Two gifts, the charge of the first unreadable both in its event and at Stripe. */
async function poisoned(db: Parameters<typeof syncDeps>[0]) {
  const machine = testClock()
  const account = await openAccount(machine)
  for (const email of ['ann@example.org', 'bo@example.org']) {
    const gift = await account.order({ frequency: 'once', amount: 2000 })
    await account.pay(gift, { email, card })
  }
  const events = await account.events()
  const charge = (await account.stripe.charges.list()).data.at(-1)?.id ?? ''
  const unreadable = { id: charge, object: 'charge', amount: 'plenty', billing: 'ann@example.org' }
  account.faults.set(`/v1/charges/${charge}`, () => Response.json(unreadable))
  const told = events.map((event) =>
    JSON.stringify(event).includes(`"id":"${charge}"`)
      ? { ...event, data: { object: unreadable } }
      : event,
  )
  return { machine, account, charge, told, deps: syncDeps(db, account, machine) }
}

test('what cannot be read is shelved after twelve tries, while the others go on; then replayed', async ({
  db,
}) => {
  const { machine, account, charge, told, deps } = await poisoned(db)
  const reader = readerOf(db)
  await deliver(deps, told)
  await syncPending(deps, { limit: 100 })
  expect((await booksAndMembers(db)).members).toMatchObject([{ email: 'bo@example.org' }])
  let tries = 1
  while ((await syncLag(reader, machine.now())).pending > 0) {
    machine.move(3600)
    tries += (await syncPending(deps, { limit: 100 })).failed
  }
  expect(tries).toBe(12)
  const { shelf, lag_seconds } = await operationsAt(reader, machine.now())
  expect(lag_seconds).toBe(0)
  expect(shelf).toEqual([
    {
      object: charge,
      type: 'charge',
      reason: expect.stringMatching(/^unreadable: status, amount/),
      attempts: 12,
      events: 1,
      shelved_at: machine.now(),
    },
  ])
  account.faults.clear()
  expect(await replay(db, [charge])).toEqual([{ key: charge, type: 'charge' }])
  expect(await replay(db, 'all')).toEqual([])
  await settle(deps, machine)
  const { members } = await booksAndMembers(db)
  expect(members).toMatchObject([{ email: 'ann@example.org' }, { email: 'bo@example.org' }])
  expect((await operationsAt(reader, machine.now())).shelf).toEqual([])
})

test('while Stripe answers with errors, tries wait longer and longer and then catch up', async ({
  db,
}) => {
  await forgetAll(db)
  const machine = testClock()
  const account = await openAccount(machine)
  const deps = syncDeps(db, account, machine)
  const gift = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(gift, { email: 'late@example.org', card })
  await account.advance(10)
  const limited = { error: { type: 'invalid_request_error', code: 'rate_limit', message: 'slow' } }
  account.faults.set('/v1/balance_transactions', () => Response.json(limited, { status: 429 }))
  await deliver(deps, await account.events())
  await syncPending(deps, { limit: 100 })
  const lease = await db
    .selectFrom('object_lease')
    .select(['attempts', 'failure', 'next_at'])
    .where('object_key', '=', 'balance')
    .executeTakeFirstOrThrow()
  expect(lease).toEqual({
    attempts: 1,
    failure: 'Stripe answered: StripeRateLimitError 429 rate_limit',
    next_at: new Date(machine.now().getTime() + 2000),
  })
  account.faults.clear()
  await settle(deps, machine)
  const { entries } = await booksAndMembers(db)
  expect(entries).toMatchObject([{ email: 'late@example.org', net_minor: 1945n }])
})

test('a try waits twice as long as the one before, and up to a half longer by chance', () => {
  expect([1, 2, 3, 11].map((attempts) => wait_s(attempts, 0))).toEqual([2, 4, 8, 2048])
  expect(wait_s(3, 0.5)).toBe(10)
})

test('a reason holds codes, never what somebody wrote', () => {
  expect(reasonOf(new Error('ann@example.org is no number'))).toBe('Error')
  expect(reasonOf(Object.assign(new Error('Key (email)=(ann)'), { code: '23505' }))).toBe(
    'Error 23505',
  )
})
