import { expect } from 'vitest'
import { recordAct } from '../../../src/platform/audit.ts'
import { createKey } from '../../../src/platform/auth/keys.ts'
import { fixedClock } from '../../../src/platform/clock.ts'
import { countingIds } from '../../../src/platform/ids.ts'
import { type Books, testWithDatabase as test } from '../../database.ts'
import { answer, financeApp } from '../api.ts'

/** Three acts, a minute apart. */
async function act(books: Books, who: string) {
  const ids = countingIds()
  for (const [minute, subject] of ['2026-03', '2026-04', '2026-04'].entries()) {
    const clock = fixedClock(new Date(Date.UTC(2026, 5, 1, 10, minute)))
    const reopened = { before: { version: minute }, reason: 'A grant was forgotten' }
    const more = minute === 2 ? { act: 'month.reopen', ...reopened } : { act: 'month.close' }
    await recordAct(books.trx, { ids, clock }, { who, subject, ...more })
  }
}

test('acts are told newest first, page by page, each by the name of its key', async ({ books }) => {
  const deps = { ids: countingIds(), machineClock: fixedClock(new Date(0)) }
  const { id } = await createKey(books.trx, deps, { name: 'bookkeeping', role: 'finance' })
  await act(books, id)
  const app = financeApp(books.trx, 'admin')
  const { body: first } = await answer(app, '/api/audit?limit=2')
  expect(first.data[0]).toEqual({
    ...{ at: '2026-06-01T10:02:00.000Z', who: 'bookkeeping', act: 'month.reopen' },
    ...{ subject: '2026-04', before: { version: 2 }, after: null },
    reason: 'A grant was forgotten',
  })
  const { body: second } = await answer(app, `/api/audit?limit=2&cursor=${first.next_cursor}`)
  expect([...first.data, ...second.data].map(({ at }) => at.slice(14, 16))).toEqual([
    ...['02', '01', '00'],
  ])
  expect(second.next_cursor).toBeNull()
})

test('acts are narrowed by what was done and to what', async ({ books }) => {
  await act(books, 'somebody who left')
  const app = financeApp(books.trx, 'admin')
  const { body } = await answer(app, '/api/audit?act=month.close&subject=2026-04')
  expect(body.data).toMatchObject([{ who: 'somebody who left', at: '2026-06-01T10:01:00.000Z' }])
})

test.for(['limit=0', 'cursor=nonsense', 'whom=me'])('%s is refused', async (query, { books }) => {
  const { status, body } = await answer(financeApp(books.trx, 'admin'), `/api/audit?${query}`)
  expect([status, body.errors[0].field]).toEqual([422, query.split('=')[0]])
})
