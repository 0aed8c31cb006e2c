import { expect } from 'vitest'
import { testWithDatabase as test } from '../../database.ts'
import { openAccount, testClock } from '../account.ts'
import { deliver, settle, syncDeps } from '../house.ts'
import { booksAndMembers, forgetAll } from '../story.ts'

const card = '4242424242424242'

test.for([
  ['far behind ours', '2027-01-01T00:00:00Z'],
  ['far ahead of ours', '2007-01-01T00:00:00Z'],
] as const)(
  'an account whose time is %s is read as soon as it has news',
  async ([_, now], { db }) => {
    await forgetAll(db)
    const ours = testClock(now)
    const account = await openAccount(testClock())
    const deps = syncDeps(db, account, ours)
    const kindsAfter = async (newest: number) => {
      await deliver(deps, (await account.events()).slice(-newest))
      await settle(deps, ours)
      return (await booksAndMembers(db)).entries.map(({ kind }) => kind)
    }
    const give = async () => {
      const gift = await account.order({ frequency: 'once', amount: 2000 })
      await account.pay(gift, { email: 'ann@example.org', card })
      await account.advance(10)
    }
    await give()
    expect(await kindsAfter(5)).toEqual(['payment'])
    await give() // only its last event comes, that the balance has changed
    expect(await kindsAfter(1)).toEqual(['payment', 'payment'])
    const [charge] = (await account.stripe.charges.list()).data
    await account.act({ action: 'refund', charge: charge?.id })
    expect((await kindsAfter(3)).sort()).toEqual(['payment', 'payment', 'refund'])
  },
)
