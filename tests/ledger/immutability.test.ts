import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { book, gift, income, rate } from './builders.ts'

const tables = ['entry', 'entry_label', 'income', 'rate'] as const
const columns = { entry: 'kind', entry_label: 'class', income: 'class', rate: 'source' } as const

describe.for(tables)('rows of %s', (table) => {
  test.for(['update', 'delete', 'truncate'] as const)('refuse to %s', async (act, { books }) => {
    await book(books.trx, [gift('2026-03-02', 100n), income('2026-03-02', 'events', 100n)])
    await rate(books.trx, 'USD', '2026-03-02', '1.1')
    const [name, column] = [sql.table(table), sql.ref(columns[table])]
    const statements = {
      update: sql`update ${name} set ${column} = ${column}`,
      delete: sql`delete from ${name}`,
      truncate: sql`truncate ${name} cascade`,
    }
    await expect(statements[act].execute(books.trx)).rejects.toThrow(/never changed or removed/)
  })
})

test('a net that is not amount less fee is refused by the database', async ({ books }) => {
  const wrong = gift('2026-03-02', 100n, { net_minor: 99n })
  await expect(book(books.trx, [wrong])).rejects.toThrow(/net_is_amount_less_fee/)
})
