import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { sandboxWebhookSecret } from '../../src/config.ts'
import { livePostmaster } from '../../src/platform/database/embedded/postmaster.ts'
import { startEmbedded } from '../../src/platform/database/embedded/server.ts'
import { freshInstallation, lives, npmStart } from '../cli/installation.ts'
import { freePorts } from '../free-port.ts'
import { productAt } from '../product.ts'
import { delivery } from '../stripe/house.ts'
import { until } from '../until.ts'
import { networkTo } from './network.ts'

vi.setConfig({ testTimeout: 120_000 })

const soon_ms = 3000

/** A request's answer and whether it came soon enough. */
async function answer(address: string, init: RequestInit = {}) {
  const sent = performance.now()
  const headers = { accept: 'application/json', ...init.headers }
  const response = await fetch(address, { ...init, headers, signal: AbortSignal.timeout(20_000) })
  const body: unknown = await response.json()
  const soon = performance.now() - sent < soon_ms
  return { status: response.status, type: response.headers.get('content-type'), body, soon }
}

function event(id: string): RequestInit {
  const created = Math.floor(Date.now() / 1000)
  const object = { id: 'cus_1', object: 'customer', deleted: true }
  const payload = { id, object: 'event', type: 'customer.deleted', created, data: { object } }
  return delivery({ ...payload, livemode: false }, { now: new Date(), by: sandboxWebhookSecret })
}

/** What everybody hears while the database is away: soon, and what it means for money. */
async function expectAway(url: string) {
  const away = {
    status: 503,
    soon: true,
    type: 'application/problem+json',
    body: expect.objectContaining({
      status: 503,
      detail: expect.stringContaining('Nothing was charged'),
    }),
  }
  expect(await answer(`${url}/support`)).toEqual(away)
  expect(await answer(`${url}/webhooks/stripe`, event('evt_away'))).toEqual(away)
  expect(await answer(`${url}/readyz`)).toMatchObject({
    status: 503,
    soon: true,
    body: { database: 'unreachable' },
  })
  expect((await fetch(`${url}/healthz`)).status).toBe(200)
}

function answers(url: string, path: string) {
  return until(`${path} answers 200`, async () => (await fetch(`${url}${path}`)).status === 200)
}

test('a database that is down at the start and falls later: told at once, and served again by itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-database-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [port] = await freePorts(1)
  const comeUp = async () => {
    const server = await startEmbedded(folder, { port: String(port) })
    onTestFinished(server.stop)
    return server
  }
  const first = await comeUp()
  await first.stop()
  const installation = await freshInstallation({ DATABASE_URL: first.url })
  onTestFinished(installation.remove)
  const { url } = installation
  const start = npmStart(installation)
  await answers(url, '/healthz')
  await expectAway(url)

  await comeUp()
  await answers(url, '/readyz')
  await start.ready()
  expect(await answer(`${url}/webhooks/stripe`, event('evt_up'))).toMatchObject({ status: 200 })
  await productAt(installation).order({ frequency: 'once', amount: '10' })

  const postmaster = livePostmaster(resolve(folder, 'postgres'))?.pid ?? 0
  process.kill(postmaster, 'SIGQUIT') // PostgreSQL's immediate shutdown: connections are cut
  await until('PostgreSQL has ended', () => !lives(postmaster))
  await expectAway(url)

  await comeUp()
  await answers(url, '/readyz')
  expect((await fetch(`${url}/support`)).status).toBe(200)
  const session = await productAt(installation).order({ frequency: 'once', amount: '10' })
  await productAt(installation).pay(session, { email: 'olena@example.org' })
  await productAt(installation).settled()

  process.kill(-start.pid, 'SIGTERM')
  expect(await start.exited).toBe(0)
})

test('a database that takes a connection and never answers is told at once, and can be left', async () => {
  const blackHole = createServer(() => {}).listen(0, '127.0.0.1')
  await once(blackHole, 'listening')
  const [port] = [blackHole.address()].map((at) => (typeof at === 'object' ? at?.port : null))
  const DATABASE_URL = `postgres://mainstay:secret@127.0.0.1:${port}/mainstay`
  const installation = await freshInstallation({ DATABASE_URL })
  onTestFinished(installation.remove)
  const start = npmStart(installation)
  await answers(installation.url, '/healthz')
  await expectAway(installation.url)
  process.kill(start.pid, 'SIGINT')
  expect(await start.exited).toBe(0)
  expect(start.stdout()).not.toContain('ready')
  blackHole.close()
})

test('a database behind a network that falls silent is told at once, and served again after', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mainstay-database-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const server = await startEmbedded(folder)
  onTestFinished(server.stop)
  const network = await networkTo(new URL(server.url))
  onTestFinished(network.close)
  const installation = await freshInstallation({ DATABASE_URL: network.url })
  onTestFinished(installation.remove)
  const start = npmStart(installation)
  await start.ready()
  await productAt(installation).order({ frequency: 'once', amount: '10' }) // connections are open now

  network.flow('pause')
  await expectAway(installation.url)
  network.flow('resume')
  await answers(installation.url, '/readyz')
  await productAt(installation).order({ frequency: 'once', amount: '10' })

  process.kill(-start.pid, 'SIGTERM')
  expect(await start.exited).toBe(0)
})
