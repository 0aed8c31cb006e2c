import { expect } from 'vitest'
import { testWithDatabase as test } from '../database.ts'
import { book, gift } from '../ledger/builders.ts'
import { openSite } from './site.ts'

test('a link of a running campaign shows its words and how far it is, in the reader’s language', async ({
  db,
}) => {
  const site = await openSite(db)
  const title = { en: 'The bridge fund', uk: 'Фонд мосту', de: 'Der Brückenfonds' }
  const terms = { title, goal_minor: 500_000, elsewhere_minor: 60_000, from: '2026-02-01' }
  const by = { from_day: null, version: 1, declared_by: 'staff_1', declared_at: new Date(1) }
  await db
    .insertInto('declaration')
    .values([
      { ...by, kind: 'campaign', key: 'bridge', terms: JSON.stringify(terms) },
      {
        ...by,
        kind: 'campaign',
        key: 'over',
        terms: JSON.stringify({ ...terms, to: '2026-03-02' }),
      },
    ])
    .execute()
  await book(db, [gift('2026-02-10', 123_400n, { label: { campaign: 'bridge' } })])
  const shown = async (query: string) => (await site.get(`/support?${query}`)).text()
  const german = await shown('campaign=bridge&lang=de')
  expect(german).toContain('Der Brückenfonds')
  expect(german).toMatch(/<progress[^>]* value="183400" max="500000"/)
  expect(await shown('campaign=over')).not.toContain('The bridge fund')
  expect(await shown('')).not.toContain('The bridge fund')
})
