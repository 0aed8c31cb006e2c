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
