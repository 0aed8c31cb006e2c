import { Hono } from 'hono'
import { expect } from 'vitest'
import {
  type Database,
  databaseOn,
  openPool,
  readerOf,
} from '../../src/platform/database/connection.ts'
import { type PeerAddress, rememberPeer } from '../../src/platform/http/client-address.ts'
import { problemResponse } from '../../src/platform/http/problem-response.tsx'
import { silentLog } from '../../src/platform/log.ts'
import { health } from '../../src/staff/operations/health.ts'
import { metrics } from '../../src/staff/operations/metrics.ts'
import type { CallFacts } from '../../src/stripe/calls/counts.ts'
import { testWithDatabase as test } from '../database.ts'
import { freePorts } from '../free-port.ts'

const machineClock = { now: () => new Date('2026-03-02T10:00:05Z') }

function app(db: Database, peer: PeerAddress = () => '127.0.0.1') {
  const config = { appSecret: 's', baseUrl: 'http://127.0.0.1', trustedProxy: null }
  const deps = {
    config,
    db,
    reader: readerOf(db),
    clock: machineClock,
    machineClock,
    log: silentLog,
    calls: { facts: () => facts },
  }
  return new Hono<{ Variables: { deps: typeof deps } }>()
    .onError((error, c) => problemResponse(error, c, silentLog))
    .use(rememberPeer(peer))
    .use(async (c, next) => {
      c.set('deps', deps)
      await next()
    })
    .route('/', health)
    .route('/', metrics)
}

/** How the process has called Stripe. */
const facts: CallFacts = {
  calls: [{ endpoint: 'GET /v1/charges/:id', status: '200', calls: 7 }],
  waits: 2,
  waited_s: 1.5,
  limited: new Map([['endpoint-rate', 3]]),
  away: null,
}

/** An event that has waited since 10:00:00. */
function waitingEvent(db: Database) {
  const at = new Date('2026-03-02T10:00:00Z')
  const event = { object_key: 'sub_1', event_id: 'evt_1', type: 'x', object_type: 'subscription' }
  return db
    .insertInto('inbox')
    .values({
      ...event,
      api_version: null,
      livemode: false,
      created: at,
      payload: null,
      received_at: at,
      done_at: null,
    })
    .execute()
}

test('a migrated database is ready, and the lag is the age of the oldest waiting event', async ({
  db,
}) => {
  await waitingEvent(db)
  const response = await app(db).request('/readyz')
  expect([response.status, await response.json()]).toEqual([
    200,
    { database: 'ok', migrations: 'ok', sync: { pending: 1, lag_seconds: 5 } },
  ])
  await db.deleteFrom('inbox').execute()
})

test('a database without migrations is not ready yet', async ({ databaseUrl }) => {
  const empty = databaseOn(openPool(new URL('/postgres', databaseUrl).href, { max: 1 }))
  const response = await app(empty).request('/readyz')
  expect([response.status, await response.json()]).toMatchObject([
    503,
    { database: 'ok', migrations: 'pending' },
  ])
  await empty.destroy()
})

test('a database that is away is not ready, and says so', async () => {
  const [port] = await freePorts(1)
  const away = databaseOn(openPool(`postgres://127.0.0.1:${port}/gone`))
  const response = await app(away).request('/readyz')
  expect([response.status, await response.json()]).toMatchObject([503, { database: 'unreachable' }])
  await away.destroy()
})

test('a scraper on this machine reads counts that name nobody', async ({ db }) => {
  await waitingEvent(db)
  const response = await app(db).request('/metrics')
  const text = await response.text()
  expect(text).toContain('mainstay_inbox_pending 1\n')
  expect(text).toContain('mainstay_inbox_lag_seconds 5\n')
  expect(text).toContain('mainstay_objects_shelved 0\n')
  await db.deleteFrom('inbox').execute()
})

test('a scraper from elsewhere needs a key', async ({ db }) => {
  const response = await app(db, () => '203.0.113.9').request('/metrics')
  expect(response.status).toBe(401)
})

test('it tells what sweeps have found, when they ran and how Stripe was called', async ({ db }) => {
  const ran_at = new Date('2026-03-02T09:59:05Z')
  await db.insertInto('watermark').values({ sweep: 'events', mark: ran_at, ran_at }).execute()
  const counts = { runs: 5, listed: 300n }
  await db
    .insertInto('sweep_day')
    .values([
      { sweep: 'events', day: '2026-03-01', ...counts, found: 2 },
      { sweep: 'events', day: '2026-03-02', ...counts, found: 1 },
    ])
    .execute()
  const text = await (await app(db).request('/metrics')).text()
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      'mainstay_sweep_finds_total{sweep="events"} 3',
      'mainstay_sweep_runs_total{sweep="events"} 10',
      'mainstay_sweep_age_seconds{sweep="events"} 60',
      'mainstay_stripe_calls_total{endpoint="GET /v1/charges/:id",status="200"} 7',
      'mainstay_stripe_waits_total 2',
      'mainstay_stripe_waited_seconds_total 1.5',
      'mainstay_stripe_rate_limited_total{reason="endpoint-rate"} 3',
      'mainstay_stripe_away 0',
    ]),
  )
})

test('refused payments of the last hour are counted, those of strangers apart', async ({ db }) => {
  const attempt = { reason: 'fraudulent', amount_minor: 500n, currency: 'EUR', country: null }
  const soon = new Date('2026-03-02T09:30:00Z')
  const stranger = { ...attempt, customer: null, risk_level: 'highest', failed_at: soon }
  await db
    .insertInto('failed_attempt')
    .values([
      { ...stranger, id: 'ch_1' },
      { ...stranger, id: 'ch_2', customer: 'cus_1', risk_level: 'normal' },
      { ...stranger, id: 'ch_3', failed_at: new Date('2026-03-02T08:59:00Z') },
    ])
    .execute()
  const text = await (await app(db).request('/metrics')).text()
  expect(text).toContain('mainstay_failed_payments{payer="stranger"} 1\n')
  expect(text).toContain('mainstay_failed_payments{payer="customer"} 1\n')
  expect(text).toContain('mainstay_failed_payments_high_risk 1\n')
})

test('each cause of an alarm has a line that says whether it is raised', async ({ db }) => {
  const opened_at = new Date('2026-03-02T09:00:00Z')
  const alarm = { summary: 'The shelf', closed_at: null, opened_at }
  await db
    .insertInto('alarm')
    .values({ ...alarm, cause: 'shelf_not_empty' })
    .execute()
  const text = await (await app(db).request('/metrics')).text()
  expect(text).toContain('mainstay_alarm_open{cause="shelf_not_empty"} 1\n')
  expect(text).toContain('mainstay_alarm_open{cause="proof_failed"} 0\n')
})
