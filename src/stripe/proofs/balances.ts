import { noDiffering, type Proof } from '../../ledger/proofs.ts'
import { type Holding, parseBalance } from '../objects/balance.ts'
import { readMoney } from '../sweeps/balance-transactions.ts'
import { sweepNow } from '../sweeps/sweeps.ts'
import { ledgerOf, type Part, type ProofDeps } from './part.ts'

const tries = 5
type Booked = Readonly<{ type: string; currency: string; net: bigint; count: number }>

/**
 * Everything: the net of all Stripe entries, payouts included, is what Stripe holds, in each currency
 * of each balance that it tells (domain/stripe.md 5, proof 3; of what it keeps back against risks it
 * tells none). Missing transactions are read first. The balance is read before and after: where money
 * moved in between, both are read again.
 */
export async function proveBalances(deps: ProofDeps): Promise<Part> {
  const { held, booked: all } = await atOneMoment(deps)
  const told = new Set(['payments', ...held.map(({ type }) => type)])
  const booked = all.filter(({ type }) => told.has(type))
  const pairs = [...held, ...booked].map(({ type, currency }) => `${type} ${currency}`)
  const proofs = [...new Set(pairs)].sort().map((pair) => {
    const isIt = ({ type, currency }: { type: string; currency: string }) =>
      `${type} ${currency}` === pair
    return proofOf(pair, held.find(isIt), booked.find(isIt))
  })
  return { proofs, waiting: [] }
}

async function atOneMoment(
  deps: ProofDeps,
): Promise<{ held: readonly Holding[]; booked: readonly Booked[] }> {
  await sweepNow(deps, 'balance_transactions')
  for (let left = tries; ; left -= 1) {
    const before = await holdings(deps)
    await readMoney(deps, 'quick')
    const booked = await bookedBy(deps)
    const held = await holdings(deps)
    if (left === 0 || isSame(before, held)) return { held, booked }
  }
}

async function holdings({ stripe }: ProofDeps): Promise<Holding[]> {
  return parseBalance(await stripe.balance.retrieve())
}

async function bookedBy(deps: ProofDeps): Promise<Booked[]> {
  const rows = await ledgerOf(deps)
    .selectFrom('entry')
    .select(({ fn, val }) => [
      'currency',
      fn.coalesce('balance_type', val('payments')).as('type'),
      fn.sum<string>('net_minor').as('net'),
      fn.countAll<bigint>().as('count'),
    ])
    .where('source', '=', 'stripe')
    .groupBy(['currency', 'type'])
    .execute()
  return rows.map(({ net, count, ...row }) => ({ ...row, net: BigInt(net), count: Number(count) }))
}

function isSame(a: readonly Holding[], b: readonly Holding[]): boolean {
  const words = (holdings: readonly Holding[]) =>
    holdings.map(({ type, currency, amount_minor }) => `${type} ${currency} ${amount_minor}`)
  return words(a).sort().join() === words(b).sort().join()
}

function proofOf(pair: string, held: Holding | undefined, booked: Booked | undefined): Proof {
  const [type = '', currency = ''] = pair.split(' ')
  const [expected, actual] = [held?.amount_minor ?? 0n, booked?.net ?? 0n]
  const difference = actual - expected
  const suffix = type === 'payments' ? '' : `_${type}`
  return {
    ...{
      id: `ledger_equals_balance_${currency.toLowerCase()}${suffix}`,
      kind: 'balance',
      currency,
    },
    ...{ ok: difference === 0n, expected, actual, difference, differing: noDiffering },
    ...{ transactions: booked?.count ?? 0, fingerprint: null },
  }
}
