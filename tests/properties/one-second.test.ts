import { expect, vi } from 'vitest'
import { seededRandom } from '../../src/platform/seeded-random.ts'
import { storeEvents } from '../../src/stripe/inbox/stored-event.ts'
import { syncPending } from '../../src/stripe/sync/sync.ts'
import { testWithDatabase as test } from '../database.ts'
import { type Account, openAccount, testClock } from '../stripe/account.ts'
import { settle, syncDeps } from '../stripe/house.ts'
import { forgetAll } from '../stripe/story.ts'
import { shuffled } from './orders.ts'
import { type InboxRow, rowsOf } from './recording.ts'
import { ann } from './stories/story.ts'
import { differencesFromStripe } from './stripes-books.ts'

vi.setConfig({ testTimeout: 120_000 })

const lives = 20

/** What a hasty member and a hasty member desk do within one second; nothing moves the clock. */
const steps: readonly ((account: Account) => Promise<unknown>)[] = [
  async (account) => {
    const session = await account.order({ frequency: 'monthly', amount: 500 })
    await account.pay(session, ann)
  },
  (account) => changed(account, { cancel_at_period_end: true }),
  (account) => changed(account, { cancel_at_period_end: false }),
  (account) => changed(account, { pause_collection: { behavior: 'void' } }),
  (account) => changed(account, { pause_collection: '' }),
  (account) => refunded(account, 100),
  (account) => refunded(account, 150),
  async ({ stripe }) => {
    const [customer] = (await stripe.customers.list()).data
    await stripe.customers.update(customer?.id ?? '', { email: 'ann.new@example.org' })
  },
  (account) => changed(account, { cancel_at_period_end: true }),
]

type Change = NonNullable<Parameters<Account['stripe']['subscriptions']['update']>[1]>

async function changed({ stripe }: Account, change: Change): Promise<void> {
  const [subscription] = (await stripe.subscriptions.list()).data
  await stripe.subscriptions.update(subscription?.id ?? '', change)
}

async function refunded({ stripe }: Account, amount: number): Promise<void> {
  const [charge] = (await stripe.charges.list()).data
  await stripe.refunds.create({ charge: charge?.id ?? '', amount })
}

test('everything within one second, told in any order while it happens, leaves nothing stale', async ({
  db,
}) => {
  for (let seed = 0; seed < lives; seed += 1) {
    await forgetAll(db)
    const random = seededRandom(seed)
    const machine = testClock()
    const account = await openAccount(testClock())
    const deps = syncDeps(db, account, machine)
    const known = new Set<string>()
    let late: InboxRow[] = []
    for (const step of steps) {
      await step(account)
      const news = (await rowsOf(account)).filter(({ event_id }) => !known.has(event_id))
      for (const { event_id } of news) known.add(event_id)
      const waiting = shuffled([...late, ...news], random)
      const now = waiting.filter(() => random() < 0.25)
      late = waiting.filter((row) => !now.includes(row))
      await storeEvents(db, now)
      if (random() < 0.7) await syncPending(deps, { limit: 100 })
    }
    await storeEvents(db, late)
    await account.advance(10)
    await storeEvents(
      db,
      (await rowsOf(account)).filter(({ event_id }) => !known.has(event_id)),
    )
    await settle(deps, machine)
    expect(await differencesFromStripe(account.stripe, db), `seed ${seed}`).toEqual([])
    const members = await db.selectFrom('member').select(['email', 'state', 'ending']).execute()
    expect(members).toEqual([{ email: 'ann.new@example.org', state: 'member', ending: true }])
  }
})
