import { expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { monthPages } from '../../../src/staff/desk/months/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { book, expectIncome, gift, income } from '../../ledger/builders.ts'
import { deskDeps, deskOf, textOf } from './desk.ts'

function desk(db: Database) {
  return deskOf('finance', deskDeps(db), (app) => app.route('/desk/months', monthPages))
}

test('a month says what stands in the way of its close, with the way there', async ({ own }) => {
  await expectIncome(own, ['advertising'])
  await book(own, [gift('2026-05-02', 1_000n)])
  const { html } = await desk(own).open('/desk/months')
  expect(textOf(html)).toContain('May 2026 is next to be closed')
  expect(textOf(html)).toContain('The figure of advertising is missing')
  expect(html).toContain('href="/desk/income?class=advertising&amp;date=2026-05-01"')
  expect((await desk(own).post('/desk/months/2026-05/close', {})).status).toBe(409)
})

test('a month is closed by name after a question, printed as it was, and reopened with a reason', async ({
  own,
}) => {
  await book(own, [gift('2026-05-02', 75_000n), income('2026-05-03', 'events', 25_000n)])
  const months = desk(own)
  const asked = await months.open('/desk/months/2026-05/close')
  expect(textOf(asked.html)).toContain('under the name of vira@example.org')
  expect((await months.post('/desk/months/2026-05/close', {})).status).toBe(303)

  const closed = textOf((await months.open('/desk/months/2026-05')).html)
  expect(closed).toContain('May 2026 was closed by vira@example.org on 15 Jun 2026, 13:00')
  expect(closed).toMatch(/Reader share, net, in EUR .* From readers 750.00 .* Share 75.0 %/)
  expect(closed).toMatch(/SHA-256 of the whole snapshot: [0-9a-f]{64}/)

  const wordless = await months.post('/desk/months/2026-05/reopen', { reason: ' ' })
  expect(wordless.status).toBe(422)
  expect(wordless.html).toContain('id="reason-error"')
  const reason = 'A late invoice'
  expect((await months.post('/desk/months/2026-05/reopen', { reason })).status).toBe(303)
  const reopened = textOf((await months.open('/desk/months/2026-05')).html)
  expect(reopened).toContain('May 2026 can be closed')
  expect(reopened).toContain('by vira@example.org A late invoice')
})

test('a month before the books is no month', async ({ own }) => {
  expect((await desk(own).open('/desk/months/2019-01')).status).toBe(404)
  expect((await desk(own).open('/desk/months/soon')).status).toBe(422)
})
