import { expect } from 'vitest'
import { closeMonth, reopenMonth } from '../../../src/finance/months/close.ts'
import { proveMonths } from '../../../src/finance/months/proof.ts'
import { bookEntries, type NewEntry } from '../../../src/ledger/entry.ts'
import { labelEntries, recordOrigin } from '../../../src/ledger/origin.ts'
import { type Database, readerOf } from '../../../src/platform/database/connection.ts'
import { countingIds } from '../../../src/platform/ids.ts'
import { testWithDatabase as test } from '../../database.ts'
import { reportDeps } from '../asked.ts'

const rounds = 6
const writers = 4
const now = reportDeps.clock.now()
const who = { id: 'staff_1', name: 'ann@example.org' }

function gift(n: string): NewEntry {
  return {
    ...{ id: `ent_txn_${n}`, balance_transaction: `txn_${n}`, source: 'stripe', kind: 'payment' },
    ...{ occurred_at: new Date('2026-05-09T10:00:00Z'), day: '2026-05-09', currency: 'EUR' },
    ...{ payment_intent: `pi_${n}`, charge: `ch_${n}` },
    ...{ amount_minor: 100n, fee_minor: 0n, net_minor: 100n },
  }
}

/** As sync writes it: what is known of a payment, its money, and its label. */
function give(db: Database, n: string, campaign: string) {
  return db.transaction().execute(async (trx) => {
    await recordOrigin(trx, { key: `pi_${n}`, class: 'gift', campaign }, now)
    await bookEntries(trx, [gift(n)], now)
    await labelEntries(trx, [`pi_${n}`], now)
  })
}

test('whoever books while a month is closed is in it with all he says, or in the next', async ({
  own,
}) => {
  const deps = { ...reportDeps, db: own, reader: readerOf(own), ids: countingIds() }
  await give(own, 'first', 'spring')
  for (let round = 0; round < rounds; round += 1) {
    const booked = Array.from({ length: writers }, (_, writer) =>
      give(own, `${round}_${writer}`, 'spring'),
    )
    const told = give(own, 'first', `campaign ${round}`)
    const [closed] = await Promise.all([closeMonth(deps, '2026-05', who), ...booked, told])
    expect(closed.kind).toBe('closed')
    const proofs = await proveMonths(readerOf(own), reportDeps)
    const { may } = await own
      .selectFrom('entry')
      .select(({ fn }) => fn.sum<bigint>('net_minor').as('may'))
      .where('day', '<', '2026-06-01')
      .executeTakeFirstOrThrow()
    expect(proofs).toMatchObject([{ ok: true, expected: BigInt(may), difference: 0n }])
    await reopenMonth(deps, '2026-05', { who, reason: 'again' })
  }
  const { late, all } = await own
    .selectFrom('entry')
    .select(({ fn }) => [
      fn.countAll<bigint>().filterWhere('true_day', '=', '2026-05-09').as('late'),
      fn.countAll<bigint>().as('all'),
    ])
    .executeTakeFirstOrThrow()
  expect(all).toBe(BigInt(rounds * writers + 1))
  expect(late).toBeLessThan(all)
})
