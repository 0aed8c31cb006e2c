import { parseBalance } from './objects/balance.ts'
import { readMoney } from './sweeps/balance-transactions.ts'
import type { SyncDeps } from './sync/effect.ts'

/** Amounts in minor units of `currency`; `difference` = actual − expected. */
export type Proof = Readonly<{
  id: string
  ok: boolean
  currency: string
  expected: bigint
  actual: bigint
  difference: bigint
  transactions: number
}>
export type Verdict = Readonly<{ ok: boolean; proofs: readonly Proof[] }>

const tries = 5
type Amounts = ReadonlyMap<string, bigint>
type Booked = Readonly<{ net_minor: bigint; transactions: number }>

/**
 * The proof that the books are Stripe's: in each currency the net of all Stripe entries, payouts
 * included, equals what Stripe holds, available and pending (domain/stripe.md 5, proof 3). Missing
 * transactions are read first. The balance is read before and after: where money moved in between,
 * both are read again. The proofs are kept as rows.
 */
export async function verify(deps: SyncDeps): Promise<Verdict> {
  const { held, booked } = await atOneMoment(deps)
  const currencies = [...new Set([...held.keys(), ...booked.keys()])].sort()
  const proofs = currencies.map((currency) =>
    proofOf(currency, held.get(currency) ?? 0n, booked.get(currency) ?? nothing),
  )
  await keep(deps, proofs)
  return { ok: proofs.every(({ ok }) => ok), proofs }
}

async function atOneMoment(
  deps: SyncDeps,
): Promise<{ held: Amounts; booked: ReadonlyMap<string, Booked> }> {
  await readMoney(deps, 'thorough')
  for (let left = tries; ; left -= 1) {
    const before = await balanceOf(deps)
    await readMoney(deps, 'quick')
    const booked = await bookedBy(deps)
    const held = await balanceOf(deps)
    if (left === 0 || isSame(before, held)) return { held, booked }
  }
}

async function balanceOf({ stripe }: SyncDeps): Promise<Amounts> {
  return parseBalance(await stripe.balance.retrieve())
}

async function bookedBy({ db }: SyncDeps): Promise<ReadonlyMap<string, Booked>> {
  const rows = await db
    .selectFrom('entry')
    .select(({ fn }) => ['currency', fn.sum<string>('net_minor').as('net')])
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('source', '=', 'stripe')
    .groupBy('currency')
    .execute()
  return new Map(
    rows.map(({ currency, net, count }) => [
      currency,
      { net_minor: BigInt(net), transactions: Number(count) },
    ]),
  )
}

function isSame(a: Amounts, b: Amounts): boolean {
  return a.size === b.size && [...a].every(([currency, amount]) => b.get(currency) === amount)
}

const nothing: Booked = { net_minor: 0n, transactions: 0 }

function proofOf(currency: string, expected: bigint, booked: Booked): Proof {
  const { net_minor: actual, transactions } = booked
  const difference = actual - expected
  const id = `ledger_equals_balance_${currency.toLowerCase()}`
  return { id, ok: difference === 0n, currency, expected, actual, difference, transactions }
}

async function keep({ db, ids, clock }: SyncDeps, proofs: readonly Proof[]): Promise<void> {
  if (proofs.length === 0) return
  const run = { run_id: ids.next('run'), ran_at: clock.now() }
  const rows = proofs.map(({ id, ok, currency, expected, actual, difference, transactions }) => ({
    ...run,
    ...{ id, ok, currency },
    expected_minor: expected,
    actual_minor: actual,
    difference_minor: difference,
    detail: JSON.stringify({ transactions }),
  }))
  await db.insertInto('proof').values(rows).execute()
}
