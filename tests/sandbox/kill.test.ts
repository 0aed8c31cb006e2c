import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { cloneDatabase } from '../database.ts'
import { balanceSum, DAY, join, payments, type Shop, shop, transactions } from './town.ts'

const MEMBERS = 15

async function victim(url: string): Promise<{ child: ChildProcess; there: Shop }> {
  const script = new URL('victim.ts', import.meta.url).pathname
  const child = spawn(process.execPath, ['--import', 'tsx', script, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [chunk] = await once(child.stdout, 'data')
  return { child, there: shop(Number(String(chunk))) }
}

async function kill(child: ChildProcess) {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

test('killed again and again in the middle of two years, they end as if nothing had happened', async () => {
  const url = await cloneDatabase()
  let { child, there } = await victim(url)
  for (let member = 0; member < MEMBERS; member += 1) await join(there)
  const { now } = (await there.call('/_sandbox/clock')).body
  const to = now + 730 * DAY
  const moved = there.call('/_sandbox/clock', { to }).catch(() => 'killed')
  for (let kills = 1; kills <= 3; kills += 1) {
    await expect
      .poll(async () => (await payments(there)).length, { interval: 10, timeout: 20_000 })
      .toBeGreaterThan(MEMBERS * 4 * kills)
    await kill(child)
    ;({ child, there } = await victim(url))
  }
  await moved
  await expect
    .poll(async () => (await there.call('/_sandbox/clock')).body.now, { timeout: 25_000 })
    .toBeGreaterThanOrEqual(to)
  // the first payment and 23 or 24 renewals each: 730 days are two years of the calendar, or a day less
  const [paid, all] = [await payments(there), await transactions(there)]
  expect([MEMBERS * 24, MEMBERS * 25]).toContain(paid.length)
  expect(new Set(paid.map(({ source }) => source)).size).toBe(paid.length)
  expect(all.reduce((sum, { net }) => sum + net, 0)).toBe(await balanceSum(there))
  await kill(child)
}, 60_000)
