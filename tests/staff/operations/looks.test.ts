import { once } from 'node:events'
import { serve } from '@hono/node-server'
import type { Browser } from 'playwright-core'
import { keepProofs, noDiffering } from '../../../src/ledger/proofs.ts'
import { keepOut } from '../../../src/ledger/quarantine.ts'
import type { Database } from '../../../src/platform/database/connection.ts'
import { styleRoutes } from '../../../src/platform/ui/styles/routes.ts'
import { operationsPages } from '../../../src/staff/operations/routes.tsx'
import { aBrowser } from '../../browser/browser.ts'
import { expectGoodLooks } from '../../browser/looks.ts'
import { testWithDatabase } from '../../database.ts'
import { deskDeps, deskOf, now } from '../desk/desk.ts'

const test = testWithDatabase.extend<{ browser: Browser; desk: string }>({
  browser: [aBrowser, { scope: 'file' }],
  desk: [
    async ({ db }, use) => {
      await everythingTheMatter(db)
      const { app } = deskOf('admin', deskDeps(db), (desk) =>
        desk.route('/styles', styleRoutes).route('/desk/operations', operationsPages),
      )
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
      await once(server, 'listening')
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('no port was given')
      await use(`http://127.0.0.1:${address.port}`)
      server.close()
    },
    { scope: 'file' },
  ],
})

function secondsAgo(seconds: number): Date {
  return new Date(now.getTime() - seconds * 1000)
}

/** One of each thing that the page can tell of. */
async function everythingTheMatter(db: Database): Promise<void> {
  await shelve(db, ['ch_3QxYz8AbCdEfGhIj0KlMnOpQ', 'sub_1QxYz8AbCdEfGhIj0KlMnOpQ'])
  const mark = secondsAgo(400)
  const sweeps = ['events', 'balance_transactions', 'subscriptions', 'payouts']
  await db
    .insertInto('watermark')
    .values(sweeps.map((sweep) => ({ sweep, mark, ran_at: secondsAgo(60) })))
    .execute()
  const counts = { day: '2026-06-15', runs: 144, listed: 12_310n }
  await db
    .insertInto('sweep_day')
    .values(sweeps.map((sweep, found) => ({ sweep, ...counts, found })))
    .execute()
  const find = { object: 'sub_1QxYz8AbCdEfGhIj0KlMnOpQ', found_at: secondsAgo(3600) }
  await db
    .insertInto('sweep_find')
    .values([
      { ...find, sweep: 'events', id: 'evt_1QxYz8AbCdEfGhIj0KlMnOpQ' },
      { ...find, sweep: 'subscriptions', id: find.object },
    ])
    .execute()
  await db
    .insertInto('unknown_value')
    .values({
      ...{ object: 'subscription', field: 'status', value: 'hibernating', times: 4n },
      ...{ example: 'sub_1QxYz8AbCdEfGhIj0KlMnOpQ', first_seen: mark, last_seen: mark },
    })
    .execute()
  await keepOut(db, [
    {
      ...{ balance_transaction: 'txn_1QxYz8AbCdEfGhIj0KlMnOpQ', reason: 'net' },
      ...{ day: '2026-06-14', found_at: mark },
    },
  ])
  await prove(db)
  await db
    .insertInto('alarm')
    .values([
      {
        ...{ cause: 'proof_failed', opened_at: mark, closed_at: null },
        summary: 'One proof fails: ledger_equals_balance_eur',
      },
      {
        ...{ cause: 'endpoint_off', opened_at: mark, closed_at: null },
        summary: 'Stripe has no webhook endpoint https://members.harbour.example/webhooks/stripe',
      },
    ])
    .execute()
}

async function shelve(db: Database, keys: readonly string[]): Promise<void> {
  const at = secondsAgo(7200)
  const object = { id: keys[0], object: 'charge', billing_details: { email: 'olena@example.org' } }
  await db
    .insertInto('inbox')
    .values(
      keys.map((object_key) => ({
        ...{ object_key, event_id: `evt_of_${object_key}`, type: 'charge.succeeded' },
        ...{ object_type: 'charge', api_version: '2026-10-28.endive', livemode: false },
        ...{ created: at, received_at: at, state: 'shelved' as const, done_at: null },
        payload: JSON.stringify({ type: 'charge.succeeded', data: { object } }),
      })),
    )
    .execute()
  await db
    .insertInto('object_lease')
    .values(
      keys.map((object_key) => ({
        ...{ object_key, object_type: 'charge', failure: 'unreadable: status, amount' },
        ...{ attempts: 12, leased_until: null, known_at: null, shelved_at: at },
      })),
    )
    .execute()
}

async function prove(db: Database): Promise<void> {
  const balance = { kind: 'balance', currency: 'EUR', fingerprint: null } as const
  const figures = { expected: 1_234_567n, actual: 1_234_511n, difference: -56n }
  const missing = { total: 1, ids: ['txn_1QxYz8AbCdEfGhIj0KlMnOpQ'] }
  await keepProofs(db, { run_id: 'run_1', ran_at: secondsAgo(600) }, [
    {
      ...{ ...balance, ...figures, id: 'ledger_equals_balance_eur', ok: false },
      ...{ transactions: 812, differing: { ...noDiffering, missing } },
    },
  ])
}

test.for([
  ['operations-matter', '/desk/operations'],
  ['operations-shelved', '/desk/operations/shelf/ch_3QxYz8AbCdEfGhIj0KlMnOpQ'],
] as const)(
  '%s looks right on a phone and a desk, by day and by night',
  async ([name, path], { browser, desk }) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${desk}${path}`)
    await expectGoodLooks(page, `desk-${name}`)
    await page.emulateMedia({ media: 'print' })
    await page.screenshot({ path: `shots/desk-${name}-print.png`, fullPage: true })
    await context.close()
  },
)
