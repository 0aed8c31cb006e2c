import fc from 'fast-check'
import { sql, type Transaction } from 'kysely'
import { expect } from 'vitest'
import { memberFor, memberOfCustomer, type Person } from '../../src/members/identity.ts'
import type { Schema } from '../../src/platform/database/schema.ts'
import { countingIds, randomIds } from '../../src/platform/ids.ts'
import { testWithDatabase as test } from '../database.ts'

const at = new Date('2026-03-10')

type Said = Omit<Person, 'at'>

function people(trx: Transaction<Schema>) {
  const moved: string[] = []
  const merged = async (_: unknown, { from, into }: { from: string; into: string }) => {
    moved.push(`${from} into ${into}`)
  }
  const deps = { ids: countingIds(), merged }
  const known = (customer: string | null, email: string | null, name: string | null = null) =>
    memberFor(trx, deps, { customer, email, name, own: null, at })
  const heard = (customer: Said) => memberFor(trx, deps, { ...customer, at })
  return { known, heard, moved }
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
  const { known, heard } = people(books.trx)
  await known(null, 'ann@example.org', null)
  await known(null, 'ANN@example.org', 'A. Guest')
  await heard(said('cus_1', '2026', { email: 'Ann@Example.org', name: 'Ann Customer' }))
  await known(null, 'ann@example.org', 'Somebody Else')
  const rows = await books.reader.selectFrom('member').select(['email', 'name']).execute()
  expect(rows).toEqual([{ email: 'Ann@Example.org', name: 'Ann Customer' }])
})

function said(
  customer: string,
  year: string,
  words: { email: string | null; name: string | null },
): Said {
  return { customer, ...words, own: { ...words, made_at: new Date(`${year}-01-01`) } }
}

/** Three customers of one person; the first is known without an address, and says it later. */
const once = said('cus_1', '2024', { email: 'ann@example.org', name: 'Ann Once' })
const married = said('cus_2', '2025', { email: 'ANN@example.org', name: 'Ann Married' })
const nameless = said('cus_3', '2026', { email: 'Ann@example.org', name: null })
const oneAfterAnother: readonly Said[] = [
  { customer: 'cus_1', email: null, name: null, own: null },
  once,
  married,
  { ...nameless, name: 'A. Card' }, // which only the payment says
  { customer: null, email: 'ann@EXAMPLE.org', name: 'A. Guest', own: null },
]

test('a person of several customers is named by the newest who says a name, heard in any order', async ({
  books,
}) => {
  const order = fc.shuffledSubarray([...oneAfterAnother], { minLength: oneAfterAnother.length })
  await fc.assert(
    fc.asyncProperty(order, async (told) => {
      await sql`truncate member, member_email, member_customer`.execute(books.trx)
      const { heard } = people(books.trx)
      for (const said of told) await heard(said)
      const rows = await books.reader.selectFrom('member').select(['email', 'name']).execute()
      expect(rows).toEqual([{ email: 'Ann@example.org', name: 'Ann Married' }])
    }),
    { numRuns: 60 },
  )
})

test('a customer who takes a name back leaves the next newest', async ({ books }) => {
  const { heard } = people(books.trx)
  await heard(married)
  await heard(once)
  await heard(said('cus_2', '2025', { email: 'ANN@example.org', name: null }))
  const rows = await books.reader.selectFrom('member').select('name').execute()
  expect(rows).toEqual([{ name: 'Ann Once' }])
})

test('twenty writers of one new address at once make one member', async ({ db }) => {
  const deps = { ids: randomIds(crypto), merged: async () => {} }
  const writers = Array.from({ length: 20 }, (_, number) =>
    db.transaction().execute((trx) =>
      memberFor(trx, deps, {
        customer: number % 2 === 0 ? 'cus_crowd' : null,
        email: 'crowd@example.org',
        name: null,
        own: null,
        at,
      }),
    ),
  )
  expect(new Set(await Promise.all(writers)).size).toBe(1)
})
