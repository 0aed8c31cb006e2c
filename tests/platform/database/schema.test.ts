import { sql } from 'kysely'
import { expect } from 'vitest'
import { testWithDatabase as test } from '../../database.ts'

test('an entry cannot be changed, removed or swept away, even by our own role', async ({ db }) => {
  await sql`insert into entry (id, source, kind, occurred_at, day, currency, amount_minor, fee_minor,
    net_minor, balance_transaction) values ('ent_txn_1', 'stripe', 'payment', now(), '2026-01-01',
    'EUR', 1000, 45, 955, 'txn_1')`.execute(db)
  for (const change of [
    sql`update entry set fee_minor = 0, net_minor = 1000`,
    sql`delete from entry`,
    sql`truncate entry`,
  ]) {
    await expect(change.execute(db)).rejects.toThrow('rows of entry are never changed or removed')
  }
})

test('a net that is not amount less fee is refused by name', async ({ books }) => {
  const wrong = sql`insert into entry (id, source, kind, occurred_at, day, currency, amount_minor,
    fee_minor, net_minor) values ('ent_1', 'manual', 'income', now(), '2026-01-01', 'EUR', 10, 1, 10)`
  await expect(wrong.execute(books.trx)).rejects.toThrow('net_is_amount_less_fee')
})
