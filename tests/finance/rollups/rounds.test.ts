import { type ControlledTransaction, sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import { ledgerSums } from '../../../src/finance/rollups/ledger.ts'
import { passOver } from '../../../src/finance/rollups/pass.ts'
import { sumsBy } from '../../../src/finance/sums.ts'
import { noTaxes } from '../../../src/finance/tax/rules.ts'
import { type Database, readerOf } from '../../../src/platform/database/connection.ts'
import type { Schema } from '../../../src/platform/database/schema.ts'
import { testWithDatabase as test } from '../../database.ts'
import { currency } from '../asked.ts'
import { machineClock } from './whole.ts'

/** `ROUNDS=1000` for the long run. */
const rounds = Number(process.env.ROUNDS ?? 200)
const checkedEvery = 5
const eur = currency('EUR')
const part = { ...ledgerSums({ currency: eur, taxes: noTaxes }), most: 5 }

/** The same numbers each time: a failure can be run again. */
function diceOf(seed: number) {
  let state = seed
  return (sides: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * sides)
  }
}

type Writer = ControlledTransaction<Schema>

/** A payment with its label, and a new label for a payment of before. */
async function write(writer: Writer, n: number, older: number) {
  await sql`
    with booked as (
      insert into entry (id, source, kind, occurred_at, day, currency, amount_minor, fee_minor,
        net_minor, balance_transaction)
      values ('ent_t' || ${n}::int, 'stripe', 'payment', timestamptz '2026-02-01 12:00Z',
        date '2026-02-01' + ${n % 40}::int, 'EUR', ${n}, 0, ${n}, 't' || ${n}::int)
      returning id)
    insert into entry_label (entry_id, version, class, labelled_at)
    select id, 1, 'gift', now() from booked
    union all
    select entry_id, ${n}::int + 1, case when ${n}::int % 2 = 0 then 'membership' end, now()
    from entry_label where entry_id = 'ent_t' || ${older}::int group by entry_id`.execute(writer)
}

async function keptSums(db: Database) {
  const valuation = { currency: eur, taxes: noTaxes, known: [], missing: [] }
  const ranges = [{ from: '2026-02-01', to: '2026-03-10' }]
  const figures = ['gross_minor'] as const
  const query = { ranges, filter: {}, by: 'class', figures, basis: 'net', valuation } as const
  const rows = await sumsBy(readerOf(db), query)
  return rows.map(({ key, gross_minor }) => ({ key, gross_minor }))
}

async function countedRows(db: Database) {
  const { rows } = await sql`
    select class as key, sum(amount_minor)::bigint as gross_minor
    from entry join lateral (select class from entry_label where entry_id = entry.id
      order by version desc limit 1) label on true
    where day < '2026-03-10' group by class order by class`.execute(db)
  return rows
}

test('writers that stay open across passes lose nothing and double nothing', async ({ db }) => {
  const dice = diceOf(20_260_615)
  const open: Writer[] = []
  let longestOpen = 0
  onTestFinished(async () => {
    for (const writer of open) if (!writer.isCommitted) await writer.rollback().execute()
  })
  for (let round = 1; round <= rounds; round += 1) {
    if (open.length < 5) open.push(await db.startTransaction().execute())
    const writer = open[dice(open.length)]
    if (writer) await write(writer, round, dice(round))
    if (dice(3) === 0) {
      const [ended] = open.splice(dice(open.length), 1)
      await (dice(5) === 0 ? ended?.rollback().execute() : ended?.commit().execute())
    }
    longestOpen = Math.max(longestOpen, open.length)
    await passOver({ db, machineClock }, part)
    if (round % checkedEvery === 0) {
      expect([round, await keptSums(db)]).toEqual([round, await countedRows(db)])
    }
  }
  expect(longestOpen).toBe(5)
  for (const writer of open) await writer.commit().execute()
  expect(await keptSums(db)).toEqual(await countedRows(db))
}, 120_000)
