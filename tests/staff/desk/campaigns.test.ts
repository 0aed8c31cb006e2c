import { expect } from 'vitest'
import { noteVariant } from '../../../src/members/variants.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { bannerPages } from '../../../src/staff/desk/banner/routes.tsx'
import { campaignPages } from '../../../src/staff/desk/campaigns/routes.tsx'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, refund, stripeRow } from '../../ledger/builders.ts'
import { deskDeps, deskOf, now, textOf } from './desk.ts'

function desk(db: Database) {
  return deskOf('finance', deskDeps(db), (app) => {
    app.route('/desk/campaigns', campaignPages)
    app.route('/desk/banner', bannerPages)
  })
}

const spring = {
  ...{ key: 'spring', from: '2026-06-01', to: '2026-07-01', goal: '100', goal_members: '' },
  ...{ elsewhere: '10', 'title.en': 'Spring', 'title.uk': 'Весна', 'title.de': 'Frühling' },
}

test('a campaign is planned, told by day with its goal reached, and ended', async ({ db }) => {
  const label = { campaign: 'spring', member_id: 'mem_bob' }
  await book(db, [gift('2026-06-02', 2_500n, { label }), gift('2026-06-09', 1_500n, { label })])
  const made = await desk(db).post('/desk/campaigns', spring)
  expect([made.status, made.headers.get('location')]).toEqual([303, '/desk/campaigns/spring?done'])

  const { html } = await desk(db).open('/desk/campaigns/spring?done')
  const text = textOf(html)
  expect(text).toContain('Spring brought €50.00, 50 % of its goal')
  expect(text).toContain('2 Jun 2026 25.00 9 Jun 2026 15.00 In all 40.00')
  expect(html).toContain('href="/desk/entries?')
  expect(html).toContain('value="Frühling"')

  await desk(db).post('/desk/campaigns/spring/end', {})
  expect(textOf((await desk(db).open('/desk/campaigns')).html)).toContain(
    'Spring running 1–15 Jun 2026 €50.00 50 %',
  )
})

test('what cannot be kept is told beside its field, and what was typed stays', async ({ db }) => {
  const wrong = { ...spring, key: 'other', to: '2026-05-01', 'title.de': '' }
  const { status, html } = await desk(db).post('/desk/campaigns', wrong)
  expect(status).toBe(422)
  expect(html).toContain('id="campaigns-to-error"')
  expect(html).toMatch(/id="campaigns-title.de-error">[^<]*Say it in every language/)
  expect(html).toContain('value="Весна"')
})

test('wordings of the banner are compared by the net money they brought, beside who saw none', async ({
  db,
}) => {
  const given = gift('2026-06-10', 2_000n, { payment_intent: 'pi_a' })
  const label = { class: 'membership', subscription: 'sub_h', member_id: 'mem_h' } as const
  await book(db, [
    given,
    refund('2026-06-11', 500n, given),
    stripeRow('payment', '2026-06-12', { amount_minor: 700n, label }),
    stripeRow('payment', '2026-06-13', { amount_minor: 700n, label }),
  ])
  const set = {
    ...{ shown: 'on', skip_pages: '0', most_shown: '5', cycle_days: '30', holdback_percent: '20' },
    ...{ 'text_a.en': 'A', 'text_a.uk': 'А', 'text_a.de': 'A' },
  }
  expect((await desk(db).post('/desk/banner', set)).status).toBe(303)
  await db.transaction().execute(async (trx) => {
    await noteVariant(trx, 'pi_a', { variant: 'a', noted_at: now })
    await noteVariant(trx, 'sub_h', { variant: 'holdback', noted_at: now })
    await noteVariant(trx, 'pi_old', { variant: 'b', noted_at: new Date(0) })
  })
  const text = textOf((await desk(db).open('/desk/banner?done')).html)
  expect(text).toContain('Held back: no banner 20 1 14.00 0.70')
  expect(text).toContain('Wording A 80 1 15.00 0.19')
  expect(text).not.toContain('Wording B 0')
  expect((await desk(db).post('/desk/banner', { ...set, quiet_from: '22' })).html).toContain(
    'id="banner-quiet_to-error"',
  )
})
