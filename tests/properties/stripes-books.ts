import type Stripe from 'stripe'
import { type Database, readerOf } from '../../src/platform/database/connection.ts'

/**
 * Where our tables say something else than Stripe's own objects do now, a line each: every balance
 * transaction is booked once with its amounts and none besides, the sum is the balance, and every
 * subscription and payment stands as Stripe has it. A second way of looking, beside the proofs: it
 * shares no code with what it checks.
 */
export async function differencesFromStripe(stripe: Stripe, db: Database): Promise<string[]> {
  return [
    ...(await moneyDifferences(stripe, db)),
    ...(await subscriptionDifferences(stripe, db)),
    ...(await paymentDifferences(stripe, db)),
  ]
}

async function moneyDifferences(stripe: Stripe, db: Database): Promise<string[]> {
  const booked = await readerOf(db)
    .selectFrom('entry')
    .select(['balance_transaction', 'amount_minor', 'fee_minor', 'net_minor', 'currency'])
    .where('source', '=', 'stripe')
    .execute()
  const ours = booked.map(
    ({ balance_transaction: id, amount_minor, fee_minor, net_minor, currency }) =>
      [`${id}`, `${amount_minor} - ${fee_minor} = ${net_minor} ${currency}`] as const,
  )
  const theirs: (readonly [string, string])[] = []
  for await (const { id, amount, fee, net, currency } of stripe.balanceTransactions.list(all)) {
    theirs.push([id, `${amount} - ${fee} = ${net} ${currency.toUpperCase()}`])
  }
  return [...compared('entry', ours, theirs), ...(await balanceDifferences(stripe, booked))]
}

const all = { limit: 100 }
type Booked = Readonly<{ currency: string; net_minor: bigint }>

async function balanceDifferences(stripe: Stripe, booked: readonly Booked[]): Promise<string[]> {
  const { available, pending } = await stripe.balance.retrieve()
  const held = new Map<string, bigint>()
  for (const { currency, amount } of [...available, ...pending]) {
    const code = currency.toUpperCase()
    held.set(code, (held.get(code) ?? 0n) + BigInt(amount))
  }
  for (const { currency, net_minor } of booked) {
    held.set(currency, (held.get(currency) ?? 0n) - net_minor)
  }
  return [...held]
    .filter(([, difference]) => difference !== 0n)
    .map(([currency, difference]) => `balance ${currency}: Stripe holds ${difference} more`)
}

async function subscriptionDifferences(stripe: Stripe, db: Database): Promise<string[]> {
  const rows = await readerOf(db)
    .selectFrom('subscription')
    .select(['id', 'raw_status', 'ends_at', 'amount_minor', 'period_end'])
    .execute()
  const ours = rows.map(
    ({ id, raw_status, amount_minor, period_end }) =>
      [id, `${raw_status} ${amount_minor} until ${period_end?.toISOString()}`] as const,
  )
  const theirs: (readonly [string, string])[] = []
  for await (const subscription of stripe.subscriptions.list({ ...all, status: 'all' })) {
    const { id, status, items } = subscription
    const [item] = items.data
    const end = new Date((item?.current_period_end ?? 0) * 1000).toISOString()
    const amount = (item?.price.unit_amount ?? 0) * (item?.quantity ?? 1)
    theirs.push([id, `${status} ${amount} until ${end}`])
  }
  return compared('subscription', ours, theirs)
}

/** Whoever tried a card in vain is nobody; what succeeded is somebody's. */
async function paymentDifferences(stripe: Stripe, db: Database): Promise<string[]> {
  const rows = await readerOf(db)
    .selectFrom('payment')
    .select(['id', 'state', 'amount_minor', 'refunded_minor', 'refund_pending_minor'])
    .execute()
  const known = new Set(rows.map(({ id }) => id))
  const ours = rows.map(
    ({ id, state, amount_minor, refunded_minor, refund_pending_minor }) =>
      [id, `${state} ${amount_minor} less ${refunded_minor + refund_pending_minor}`] as const,
  )
  const theirs: (readonly [string, string])[] = []
  for await (const charge of stripe.charges.list(all)) {
    const { id, status, amount, amount_refunded: refunded } = charge
    if (status === 'failed' && !known.has(id)) continue
    theirs.push([id, `${status} ${amount} less ${refunded}`])
  }
  return compared('payment', ours, theirs)
}

type Facts = readonly (readonly [id: string, text: string])[]

function compared(what: string, ours: Facts, theirs: Facts): string[] {
  const [mine, stripes] = [new Map(ours), new Map(theirs)]
  const ids = [...new Set([...mine.keys(), ...stripes.keys()])]
  return ids
    .filter((id) => mine.get(id) !== stripes.get(id))
    .map((id) => `${what} ${id}: ours ${mine.get(id)}, Stripe's ${stripes.get(id)}`)
}
