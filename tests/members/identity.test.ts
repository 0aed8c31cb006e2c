import type { Transaction } from 'kysely'
import { expect } from 'vitest'
import { memberFor, memberOfCustomer } from '../../src/members/identity.ts'
import type { Schema } from '../../src/platform/database/schema.ts'
import { countingIds, randomIds } from '../../src/platform/ids.ts'
import { testWithDatabase as test } from '../database.ts'

const at = new Date('2026-03-10')

function people(trx: Transaction<Schema>) {
  const moved: string[] = []
  const merged = async (_: unknown, { from, into }: { from: string; into: string }) => {
    moved.push(`${from} into ${into}`)
  }
  const deps = { ids: countingIds(), merged }
  const known = (customer: string | null, email: string | null, name: string | null = null) =>
    memberFor(trx, deps, { customer, email, name, at })
  return { known, moved }
}

test('the same address in any case is one member', async ({ books }) => {
  const { known } = people(books.trx)
  const ann = await known(null, 'ann@example.org')
  expect(await known(null, ' Ann@Example.ORG ')).toBe(ann)
  expect(await known('cus_1', 'ANN@example.org')).toBe(ann)
  expect(await known('cus_1', null)).toBe(ann)
  expect(await known(null, 'bo@example.org')).not.toBe(ann)
})

test('two customers of one address are one member', async ({ books }) => {
  const { known } = people(books.trx)
  const ann = await known('cus_1', 'ann@example.org')
  expect(await known('cus_2', 'ann@example.org')).toBe(ann)
  expect(await memberOfCustomer(books.reader, 'cus_2')).toMatchObject({ id: ann })
})

test('two members who turn out to be one become the older, who keeps what the younger had', async ({
  books,
}) => {
  const { known, moved } = people(books.trx)
  const guest = await known(null, 'ann@example.org')
  const customer = await known('cus_1', null)
  expect(customer).not.toBe(guest)
  expect(await known('cus_1', 'ann@example.org')).toBe(guest)
  expect(moved).toEqual([`${customer} into ${guest}`])
  expect(await memberOfCustomer(books.reader, 'cus_1')).toMatchObject({ id: guest })
  const left = await books.reader.selectFrom('member').select('id').execute()
  expect(left.map(({ id }) => id)).toEqual([guest])
})

test("a customer's name and address count, a guest's fill in what is missing", async ({
  books,
}) => {
  const { known } = people(books.trx)
  await known(null, 'ann@example.org', null)
  await known(null, 'ANN@example.org', 'A. Guest')
  await known('cus_1', 'Ann@Example.org', 'Ann Customer')
  await known(null, 'ann@example.org', 'Somebody Else')
  const rows = await books.reader.selectFrom('member').select(['email', 'name']).execute()
  expect(rows).toEqual([{ email: 'Ann@Example.org', name: 'Ann Customer' }])
})

test('twenty writers of one new address at once make one member', async ({ db }) => {
  const deps = { ids: randomIds(crypto), merged: async () => {} }
  const writers = Array.from({ length: 20 }, (_, number) =>
    db.transaction().execute((trx) =>
      memberFor(trx, deps, {
        customer: number % 2 === 0 ? 'cus_crowd' : null,
        email: 'crowd@example.org',
        name: null,
        at,
      }),
    ),
  )
  expect(new Set(await Promise.all(writers)).size).toBe(1)
})
