import { type MemberRecord, memberRecord } from '../../../src/members/record.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { type Account, openAccount, type SentEvent, testClock } from '../account.ts'
import { deliver, settle, syncDeps } from '../house.ts'
import { booksAndMembers, forgetAll } from '../story.ts'

export const card = '4242424242424242'
export const day = 86_400

/** A database that knows nothing, an account without objects, and what the one hears of the other. */
export async function openHouse(db: Database, heard: (event: SentEvent) => boolean = () => true) {
  await forgetAll(db)
  const ours = testClock()
  const account = await openAccount(testClock())
  const deps = syncDeps(db, account, ours)
  const told = new Set<string>()
  const news = async () => {
    const events = (await account.events()).filter(({ id }) => !told.has(id))
    for (const { id } of events) told.add(id)
    return events.filter(heard)
  }
  const hear = async (events: readonly SentEvent[]) => {
    await deliver(deps, events)
    await settle(deps, ours)
  }
  /** Everything that happened since, through the door, and then what we know. */
  const tell = async () => {
    await hear(await news())
    return booksAndMembers(db)
  }
  /** The same, and then one person's record. */
  const recordOf = async (email: string): Promise<MemberRecord> => {
    await hear(await news())
    const { member_id } = await db
      .selectFrom('member_email')
      .select('member_id')
      .where('email', '=', email)
      .executeTakeFirstOrThrow()
    const record = await memberRecord(readerOf(db), member_id, account.clock.now())
    if (record === null) throw new Error('there is no such member')
    return record
  }
  return { account, deps, news, hear, tell, recordOf }
}

export async function subscribe(account: Account, email: string, amount: number) {
  const membership = await account.order({ frequency: 'monthly', amount })
  await account.pay(membership, { email, name: 'Ann', card })
  await account.advance(60)
}

export async function give(account: Account, email: string, payment: object = { card }) {
  const gift = await account.order({ frequency: 'once', amount: 2000 })
  await account.pay(gift, { email, ...payment })
  await account.advance(10)
}

/** The ids of the newest objects, for what is done to them. */
export async function newest({ stripe }: Account) {
  const id = (list: { data: { id: string }[] }) => list.data[0]?.id ?? ''
  return {
    customer: id(await stripe.customers.list({ limit: 1 })),
    subscription: id(await stripe.subscriptions.list({ limit: 1, status: 'all' })),
    charge: id(await stripe.charges.list({ limit: 1 })),
    intent: id(await stripe.paymentIntents.list({ limit: 1 })),
    refund: id(await stripe.refunds.list({ limit: 1 })),
    dispute: id(await stripe.disputes.list({ limit: 1 })),
  }
}
