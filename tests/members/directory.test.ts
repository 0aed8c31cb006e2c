import { expect } from 'vitest'
import { findMembers, memberAt, membersByState } from '../../src/members/directory.ts'
import type { MemberState } from '../../src/platform/database/member-tables.ts'
import { testWithDatabase as test } from '../database.ts'
import { insertMember } from './builders.ts'

const now = new Date('2026-06-15T10:00:00Z')

async function names(
  reader: Parameters<typeof findMembers>[0],
  filter: { query?: string; state?: MemberState },
) {
  const found = await findMembers(reader, { ...filter, now, limit: 100 })
  return found.kind === 'page' ? found.members.map(({ name }) => name) : found.kind
}

test('a part of a name or an address finds a person in any case of letters', async ({ books }) => {
  await insertMember(books.trx, { name: 'Olena Kovalenko', email: 'olena@example.org' })
  await insertMember(books.trx, { name: 'Petro', email: 'Petro.K@Example.org' })
  await insertMember(books.trx, { name: null, email: null })
  expect(await names(books.reader, { query: 'KOVAL' })).toEqual(['Olena Kovalenko'])
  expect(await names(books.reader, { query: 'petro.k@EXAMPLE' })).toEqual(['Petro'])
  expect(await names(books.reader, { query: '%' })).toEqual([])
})

test('an address that a person used before finds them as well', async ({ books }) => {
  const id = await insertMember(books.trx, { name: 'Iryna', email: 'new@example.org' })
  await books.trx
    .insertInto('member_email')
    .values({ email: 'old@example.org', member_id: id })
    .execute()
  expect(await names(books.reader, { query: 'old@' })).toEqual(['Iryna'])
})

test('a supporter whose window has passed is a former supporter, without any event', async ({
  books,
}) => {
  const until = new Date('2026-06-15T09:59:59Z')
  const id = await insertMember(books.trx, { name: 'Past', state: 'supporter', until })
  await insertMember(books.trx, { name: 'Now', state: 'supporter', until: new Date('2027-01-01') })
  expect(await names(books.reader, { state: 'former_supporter' })).toEqual(['Past'])
  expect(await names(books.reader, { state: 'supporter' })).toEqual(['Now'])
  expect((await memberAt(books.reader, id, now))?.state).toBe('former_supporter')
  expect(await membersByState(books.reader, now)).toEqual(
    new Map([
      ['former_supporter', 1],
      ['supporter', 1],
    ]),
  )
})

test('the pages of a list have everybody once, newest first, also those who came together', async ({
  books,
}) => {
  const days = ['2026-01-01', '2026-02-01', '2026-02-01', '2026-02-01', '2026-03-01']
  for (const [index, day] of days.entries()) {
    await insertMember(books.trx, { id: `mem_${index}`, created_at: new Date(day) })
  }
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const page = await findMembers(books.reader, { now, limit: 2, cursor })
    if (page.kind !== 'page') throw new Error(page.kind)
    ids.push(...page.members.map(({ id }) => id))
    cursor = page.next_cursor ?? undefined
  } while (cursor !== undefined)
  expect(ids).toEqual(['mem_4', 'mem_3', 'mem_2', 'mem_1', 'mem_0'])
})

test.for(['x', 'WyJ4Il0', '%%%', 'bnVsbA'])(
  'a cursor of nobody (%s) is refused',
  async (cursor, { books }) => {
    const found = await findMembers(books.reader, { now, limit: 2, cursor })
    expect(found).toEqual({ kind: 'cursor_unknown' })
  },
)
