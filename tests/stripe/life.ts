import * as z from 'zod'
import { type Account, openAccount, type SentEvent, type TestClock } from './account.ts'

const day = 86_400
const good = '4242424242424242'
const refused = '4000000000000341'
const listed = z.object({ data: z.array(z.object({ id: z.string(), amount: z.number() })) })

/** Chapters of one person's life with us; each leaves its events behind. */
export const chapters: readonly ((account: Account) => Promise<void>)[] = [
  async (account) => {
    const gift = await account.order({ frequency: 'once', amount: 2000, campaign: 'spring' })
    await account.pay(gift, { email: 'ann@example.org', name: 'Ann', card: good })
    await account.advance(10)
  },
  async (account) => {
    const membership = await account.order({ frequency: 'monthly', amount: 500 })
    await account.pay(membership, { email: 'Ann@Example.org', name: 'Ann', card: good })
    await account.advance(60)
  },
  async (account) => void (await account.advance(32 * day)), // a renewal
  async (account) => {
    const customer = (await account.stripe.customers.list()).data[0]?.id
    await account.act({ action: 'set_card', customer, card: refused })
    await account.advance(31 * day) // a renewal that fails
  },
  async (account) => {
    const customer = (await account.stripe.customers.list()).data[0]?.id
    await account.act({ action: 'set_card', customer, card: good })
    await account.advance(8 * day) // and succeeds in the end
  },
  async (account) => {
    const subscription = (await account.stripe.subscriptions.list()).data[0]?.id
    await account.act({ action: 'cancel_subscription', subscription, at_period_end: false })
    await account.advance(10)
  },
  async (account) => {
    const charges = listed.parse(await account.stripe.charges.list({ limit: 100 }))
    const gift = charges.data.find(({ amount }) => amount === 2000)
    await account.act({ action: 'refund', charge: gift?.id })
    await account.advance(10)
  },
]

/** The whole life, with the events that each chapter left. */
export async function live(
  machine: TestClock,
  after: (account: Account, news: readonly SentEvent[]) => Promise<void> = async () => {},
): Promise<Account> {
  const account = await openAccount(machine)
  const told = new Set<string>()
  for (const chapter of chapters) {
    await chapter(account)
    const news = (await account.events()).filter(({ id }) => !told.has(id))
    for (const { id } of news) told.add(id)
    await after(account, news)
  }
  return account
}
