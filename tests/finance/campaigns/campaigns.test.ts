import { expect } from 'vitest'
import { tickerShape } from '../../../src/finance/campaigns/ticker.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { testWithDatabase as test } from '../../database.ts'
import { book, gift, refund, stripeRow } from '../../ledger/builders.ts'
import { answer, financeApp, send } from '../api.ts'

const title = { en: 'Spring', uk: 'Весна', de: 'Frühling' }
const terms = {
  ...{ goal_minor: 50_000, goal_members: 10, goal_gifts: 20, elsewhere_minor: 4_000 },
  ...{ from: '2026-02-01', to: '2026-04-01', title },
}

/** Before, within and after the campaign's days; a refund after its end. */
async function spring(db: Database) {
  const label = { campaign: 'spring', member_id: 'mem_bob' }
  const given = gift('2026-02-10', 5_000n, { label })
  const member = { class: 'membership', subscription: 'sub_1', member_id: 'mem_ann' } as const
  await book(db, [
    gift('2026-01-31', 900n, { label }),
    given,
    refund('2026-03-31', 500n, given, { label }),
    refund('2026-04-01', 700n, given, { label }),
    stripeRow('payment', '2026-03-05', {
      amount_minor: 1_000n,
      label: { ...member, campaign: 'spring' },
    }),
  ])
}

test('a campaign tells what came in over its days, as revenue by campaign has it', async ({
  db,
}) => {
  await spring(db)
  const app = financeApp(db)
  expect((await send(app, ['PUT', '/api/settings/campaigns/spring'], terms)).status).toBe(200)
  const { status, body } = await answer(app, '/api/public/campaigns/spring')
  expect([status, tickerShape.safeParse(body).success]).toEqual([200, true])
  expect(body).toMatchObject({
    ...{ key: 'spring', state: 'ended', currency: 'EUR', raised_minor: 5_500, title, ask: null },
    ...{ elsewhere_minor: 4_000, goal_minor: 50_000, members: 1, gifts: 1, goal_members: 10 },
  })
  const revenue = await answer(
    app,
    '/api/reports/revenue?from=2026-02-01&to=2026-04-01&group=campaign&interval=year',
  )
  const groups: { key: string; net_minor: number }[] = revenue.body.total.groups
  expect(groups.find(({ key }) => key === 'spring')?.net_minor).toBe(5_500)
})

test('readers are told nothing of a campaign without a title, nor of an unknown one', async ({
  db,
}) => {
  const app = financeApp(db)
  await send(app, ['PUT', '/api/settings/campaigns/quiet'], { cost_minor: 100 })
  expect((await answer(app, '/api/public/campaigns/quiet')).status).toBe(404)
  expect((await answer(app, '/api/public/campaigns/none')).status).toBe(404)
})

test('it is counted once a minute, and anew once it is declared anew', async ({ db }) => {
  const app = financeApp(db)
  const raised = async () => (await answer(app, '/api/public/campaigns/letter')).body.raised_minor
  await send(app, ['PUT', '/api/settings/campaigns/letter'], { title })
  expect(await raised()).toBe(0)
  await book(db, [
    gift('2026-03-20', 2_000n, { label: { campaign: 'letter', member_id: 'mem_cy' } }),
  ])
  expect(await raised()).toBe(0)
  await send(app, ['PUT', '/api/settings/campaigns/letter'], { title, goal_gifts: 3 })
  expect(await raised()).toBe(2_000)
})

test('days the wrong way round and an ask without a title are refused by their fields', async ({
  db,
}) => {
  const app = financeApp(db)
  const wrong = { from: '2026-04-01', to: '2026-04-01', ask: title }
  const { status, body } = await send(app, ['PUT', '/api/settings/campaigns/x'], wrong)
  expect(status).toBe(422)
  expect(body.errors.map(({ field }: { field: string }) => field)).toEqual(['to', 'title'])
})
