import { databaseOn, openPool } from '../../../src/platform/database/connection.ts'
import { silentLog } from '../../../src/platform/log.ts'
import { backfill } from '../../../src/stripe/backfill/backfill.ts'
import { createCalls } from '../../../src/stripe/calls/calls.ts'
import { openBackgroundStripe } from '../../../src/stripe/client.ts'
import { cloneDatabase } from '../../database.ts'
import { syncDeps } from '../house.ts'
import { manyLives, oneLife } from './many-lives.ts'

/** Reads an account of at least so many balance transactions; how long, and with how many calls. */
export async function measuredBackfill(transactions: number) {
  const { account, machine } = await oneLife()
  const money = (await account.stripe.balanceTransactions.list({ limit: 100 })).data
  const each = money.filter(({ type }) => type !== 'payout').length
  const { fetch, calls } = manyLives(account, Math.ceil(transactions / each))
  const time = {
    now_ms: () => performance.now(),
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  }
  const line = createCalls({ fetch, perSecond: 15, time, random: Math.random, log: silentLog })
  const stripe = openBackgroundStripe(
    { key: 'sk_test_account', apiBase: 'http://sandbox.test' },
    line,
  )
  const db = databaseOn(openPool(await cloneDatabase()))
  const began = performance.now()
  const { lists } = await backfill(
    syncDeps(db, { ...account, stripe }, machine),
    '2019-01-01',
    () => {},
  )
  const seconds = (performance.now() - began) / 1000
  const { booked } = await db
    .selectFrom('entry')
    .select(({ fn }) => fn.countAll<bigint>().as('booked'))
    .executeTakeFirstOrThrow()
  await db.destroy()
  const objects = lists.reduce((sum, list) => sum + list.objects, 0)
  return { seconds, calls: calls.length, objects, lists, booked: Number(booked) }
}
