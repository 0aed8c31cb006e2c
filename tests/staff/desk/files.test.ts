import { expect } from 'vitest'
import type { Database } from '../../../src/platform/database/connection.ts'
import { filesPage } from '../../../src/staff/desk/files/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { deskDeps, deskOf } from './desk.ts'

function desk(db: Database) {
  return deskOf('finance', deskDeps(db), (app) => app.route('/desk/files', filesPage))
}

test('files are of the month before this one until other days are set', async ({ db }) => {
  const { html } = await desk(db).open('/desk/files')
  expect(html).toContain('href="/api/exports/ledger.csv?from=2026-05-01&amp;to=2026-06-01"')
  const year = await desk(db).open('/desk/files?from=2026-01-01&to=2026-06-15')
  expect(year.html).toContain('href="/api/exports/payouts.xlsx?from=2026-01-01&amp;to=2026-06-15"')
})

test('who may not take a file is not offered it', async ({ db }) => {
  const { html } = await desk(db).open('/desk/files')
  expect(html).not.toContain('/api/exports/audit.csv')
})

test('days in the wrong order are told beside their field and stay as typed', async ({ db }) => {
  const { status, html } = await desk(db).open('/desk/files?from=2026-06-01&to=2026-05-01')
  expect(status).toBe(422)
  expect(html).toMatch(/id="to-error">This day must be later/)
  expect(html).toContain('value="2026-05-01"')
})
