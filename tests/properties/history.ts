import fc from 'fast-check'
import type { Account } from '../stripe/account.ts'

const day_s = 86_400

/** What somebody does; `which` and `size` choose among what there is then. */
export type Act = Readonly<{ what: keyof typeof acts; which: number; size: number }>
/** A made-up account: the currency that it settles in, the acts, and what goes wrong on the way. */
export type History = Readonly<{ settles: string; acts: readonly Act[]; luck: number }>

const settlements = ['eur', 'usd', 'jpy', 'kwd', 'isk'] as const

export function histories({ longest = 8 } = {}): fc.Arbitrary<History> {
  const act = fc.record({
    what: fc.constantFrom(...names()),
    which: fc.nat({ max: 1000 }),
    size: fc.nat({ max: 1000 }),
  })
  return fc.record({
    settles: fc.constantFrom(...settlements),
    acts: fc.array(act, { minLength: 1, maxLength: longest }),
    luck: fc.nat(),
  })
}

export async function live(account: Account, { what, which, size }: Act): Promise<void> {
  await acts[what](account, which, size)
}

/** Prices that Stripe takes: whole krónur, and no third decimal of a dinar. */
const prices: readonly (readonly [currency: string, least: number, step: number])[] = [
  ['eur', 300, 7],
  ['usd', 300, 13],
  ['jpy', 500, 11],
  ['kwd', 1000, 10],
  ['isk', 50_000, 100],
  ['gbp', 250, 3],
]
const good = ['4242424242424242', '4000000000000077', '5555555555554444', '4000000000003220']
const bad = ['4000000000000002', '4000000000009995']
const odd = ['4000000000000259', '4000000000002685', '4000000000007726', '4000000000005126']
const ibans = ['DE89370400440532013000', 'DE62370400440532013001']
const countries = ['DE', 'US', 'JP', 'UA', 'IS']
const firstNames = ['ann', 'bob', 'cem', 'dora']

type Deed = (account: Account, which: number, size: number) => Promise<unknown>

const acts = {
  give: async (account, which, size) => {
    const session = await order(account, { mode: 'payment', which, size })
    await pay(account, session, which, { card: at([...good, ...good, ...bad, ...odd], size) })
    await account.advance(10 + (size % 90))
  },
  debit: async (account, which, size) => {
    const [, ...none] = prices
    const session = await order(account, { mode: 'payment', which: none.length + 1, size })
    await pay(account, session, which, { iban: at(ibans, size) })
  },
  join: async (account, which, size) => {
    const session = await order(account, { mode: 'subscription', which, size })
    await pay(account, session, which, { card: at([...good, '4000000000000341'], size) })
    await account.advance(60)
  },
  wait: (account, _, size) => account.advance((1 + (size % 40)) * day_s),
  refund: async (account, which, size) => {
    const charge = at((await account.stripe.charges.list({ limit: 100 })).data, which)
    if (charge?.status !== 'succeeded') return
    const left = charge.amount - charge.amount_refunded
    const part = charge.currency === 'isk' || charge.currency === 'kwd' ? left : (size % left) + 1
    const amount = size % 3 === 0 ? {} : { amount: part }
    if (left > 0) await account.act({ action: 'refund', charge: charge.id, ...amount })
  },
  dispute: async (account, which, size) => {
    const charge = at((await account.stripe.charges.list({ limit: 100 })).data, which)
    if (charge === undefined) return
    await account.act({ action: 'dispute_open', charge: charge.id, inquiry: size % 4 === 0 })
  },
  judge: async (account, which, size) => {
    const dispute = at((await account.stripe.disputes.list({ limit: 100 })).data, which)
    if (dispute === undefined) return
    await account.act({ action: size % 2 ? 'dispute_win' : 'dispute_lose', dispute: dispute.id })
  },
  payOut: (account, which) => account.act({ action: 'payout', currency: at(settlements, which) }),
  bouncePayout: async (account, which) => {
    const payout = at((await account.stripe.payouts.list({ limit: 100 })).data, which)
    if (payout !== undefined) await account.act({ action: 'payout_fail', payout: payout.id })
  },
  changeCard: async (account, which, size) => {
    const customer = at((await account.stripe.customers.list({ limit: 100 })).data, which)?.id
    if (customer === undefined) return
    await account.act({ action: 'set_card', customer, card: at([...good, ...bad], size) })
  },
  leave: async (account, which, size) => {
    const subscription = at((await account.stripe.subscriptions.list({ limit: 100 })).data, which)
    if (subscription === undefined) return
    const facts = { subscription: subscription.id, at_period_end: size % 2 === 0 }
    await account.act({ action: 'cancel_subscription', ...facts })
  },
  deleteCustomer: async (account, which, size) => {
    const customer = at((await account.stripe.customers.list({ limit: 100 })).data, which)?.id
    if (customer === undefined || size % 4 > 0) return
    await account.act({ action: 'delete_customer', customer })
  },
} satisfies Record<string, Deed>

function names() {
  return [
    ...(['give', 'give', 'give', 'debit', 'join', 'join', 'wait', 'wait', 'wait'] as const),
    ...(['refund', 'refund', 'dispute', 'judge', 'payOut', 'bouncePayout'] as const),
    ...(['changeCard', 'leave', 'deleteCustomer'] as const),
  ]
}

function at<T>(items: readonly T[], which: number): T | undefined {
  return items[which % items.length]
}

type Wanted = { mode: 'payment' | 'subscription'; which: number; size: number }

async function order({ stripe }: Account, { mode, which, size }: Wanted): Promise<string> {
  const [currency, least, step] = at(prices, which) ?? ['eur', 300, 1]
  const product_data = { name: mode === 'payment' ? 'gift' : 'membership' }
  const price = { currency, unit_amount: least + step * size, product_data }
  const success_url = 'http://app.test/thank-you'
  const metadata = { kind: product_data.name }
  const shared = { success_url, metadata, mode }
  if (mode === 'payment') {
    const line_items = [{ quantity: 1, price_data: price }]
    const session = { ...shared, line_items, payment_intent_data: { metadata } }
    return (await stripe.checkout.sessions.create(session)).id
  }
  const recurring = { interval: size % 5 === 0 ? ('year' as const) : ('month' as const) }
  const line_items = [{ quantity: 1, price_data: { ...price, recurring } }]
  const session = { ...shared, line_items, subscription_data: { metadata } }
  return (await stripe.checkout.sessions.create(session)).id
}

async function pay(account: Account, session: string, which: number, by: object): Promise<void> {
  const name = at(firstNames, which) ?? 'ann'
  const payer = { email: `${name}@example.org`, name, country: at(countries, which) }
  await account.pay(session, { ...payer, ...by, authenticated: true })
}
