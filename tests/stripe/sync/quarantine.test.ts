import type Stripe from 'stripe'
import { expect } from 'vitest'
import { quarantined } from '../../../src/ledger/quarantine.ts'
import { readerOf } from '../../../src/platform/database/connection.ts'
import { replay } from '../../../src/stripe/shelf.ts'
import { runSweeps } from '../../../src/stripe/sweeps/sweeps.ts'
import { testWithDatabase as test } from '../../database.ts'
import { settle } from '../house.ts'
import { provenHouse } from '../proofs/proven.ts'

type Listed = Stripe.BalanceTransaction
const wrongs: readonly { reason: string; spoil: (right: Listed) => object }[] = [
  { reason: 'net', spoil: (right) => ({ ...right, net: right.net + 1 }) },
  {
    reason: 'fee_details',
    spoil: (right) => ({ ...right, fee_details: [{ ...right.fee_details[0], amount: 1 }] }),
  },
  { reason: 'amount', spoil: (right) => ({ ...right, amount: 2 ** 53 }) },
]

test.for(wrongs)(
  'one whose $reason does not hold is kept out, by its day, until Stripe says otherwise',
  async ({ reason, spoil }, { db }) => {
    const { account, machine, deps, give, prove } = await provenHouse(db)
    await give(1000)
    await give(2000)
    const { data } = await account.stripe.balanceTransactions.list({ expand: ['data.source'] })
    const [right, other] = data
    if (right === undefined || other === undefined) throw new Error('two were expected')
    const path = '/v1/balance_transactions'
    const page = { object: 'list', url: path, has_more: false, data: [spoil(right), other] }
    account.faults.set(path, () => Response.json(page))
    account.faults.set(`${path}/${right.id}`, () => Response.json(spoil(right)))
    await runSweeps(deps)
    const reader = readerOf(db)
    const booked = () => reader.selectFrom('entry').select('balance_transaction').execute()
    expect(await booked()).toEqual([{ balance_transaction: other.id }])
    expect(await quarantined(reader)).toMatchObject([
      { balance_transaction: right.id, day: '2026-03-10', reason },
    ])
    expect((await prove()).proofs).toContainEqual(
      expect.objectContaining({ kind: 'balance', ok: false, difference: BigInt(-right.net) }),
    )
    account.faults.clear()
    await replay(db, [right.id]) // a person looked; without one, its next try comes by itself
    machine.move(3600)
    await settle(deps, machine)
    expect(await booked()).toHaveLength(2)
    expect(await quarantined(reader)).toEqual([])
    expect((await prove()).ok).toBe(true)
  },
)
