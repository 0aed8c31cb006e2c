import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { databaseOn, openPool } from '../../src/platform/database/connection.ts'
import { startEmbedded } from '../../src/platform/database/embedded/server.ts'
import { migrate } from '../../src/platform/database/migrations.ts'
import { silentLog } from '../../src/platform/log.ts'
import { backfill } from '../../src/stripe/backfill/backfill.ts'
import { createCalls } from '../../src/stripe/calls/calls.ts'
import { openBackgroundStripe } from '../../src/stripe/client.ts'
import { freePorts } from '../free-port.ts'
import { manyLives, oneLife } from '../stripe/backfill/many-lives.ts'
import { syncDeps } from '../stripe/house.ts'
import type { Scenario } from './scenarios.ts'

/**
 * An account of as many balance transactions as wanted is read from its beginning, at the rate that
 * Stripe allows: how many objects that is, by how many calls, and whether all of it is in the books.
 */
export const wholeHistory: Scenario = async ({ events: transactions }, tell = () => {}) => {
  const { account, machine } = await oneLife()
  const each = (await account.stripe.balanceTransactions.list({ limit: 100 })).data.length
  const lives = Math.ceil(transactions / each)
  const { fetch, calls } = manyLives(account, lives)
  const dataDir = mkdtempSync(join(tmpdir(), 'mainstay-history-'))
  const [port] = await freePorts(1)
  const server = await startEmbedded(dataDir, { port: `${port}` })
  const db = databaseOn(openPool(server.url))
  await migrate(db, 'migrations')
  const stripe = openBackgroundStripe(stand, lineOn(fetch))
  const deps = syncDeps(db, { ...account, stripe }, machine)
  const told = pageTeller(tell)
  const { lists } = await backfill(deps, '2019-01-01', told)
  const objects = lists.reduce((sum, list) => sum + list.objects, 0)
  const differences = [
    ...(await missing(db, 'entry', lives * each)),
    ...(await missing(db, 'member', lives)),
    ...(await missing(db, 'payment', lists.find(({ list }) => list === 'charges')?.objects ?? 0)),
  ]
  await db.destroy()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
  return { events: objects, deliveries: calls.length, refused: new Map(), differences }
}

const stand = { key: 'sk_test_account', apiBase: 'http://sandbox.test' }

function lineOn(fetch: ReturnType<typeof manyLives>['fetch']) {
  const time = {
    now_ms: () => performance.now(),
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  }
  return createCalls({ fetch, perSecond: 15, time, random: Math.random, log: silentLog })
}

function pageTeller(tell: (progress: string) => void): Parameters<typeof backfill>[2] {
  return ({ list, objects, done }) => {
    if (done || objects % 5000 === 0) tell(`${objects} ${list} read`)
  }
}

async function missing(
  db: Parameters<typeof syncDeps>[0],
  table: 'entry' | 'member' | 'payment',
  expected: number,
): Promise<string[]> {
  const { there } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll<bigint>().as('there'))
    .executeTakeFirstOrThrow()
  return Number(there) === expected ? [] : [`${there} rows of ${table}, not ${expected}`]
}
