import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, vi } from 'vitest'
import * as z from 'zod'
import { freePorts } from '../free-port.ts'
import { productAt } from '../product.ts'
import { until } from '../until.ts'
import {
  freshInstallation,
  type Installation,
  type Launched,
  lives,
  mainstay,
  npmStart,
  testWithInstallation as test,
} from './installation.ts'

vi.setConfig({ testTimeout: 120_000 }) // several starts a test, on a machine with other work

async function started(installation: Installation): Promise<Launched> {
  const start = npmStart(installation)
  await start.ready()
  return start
}

/** Of the start's own group and of its PostgreSQL, nobody is left. */
async function nobodyLeft({ pid }: Launched, postmaster: number | null): Promise<void> {
  await until('every process has ended', () => !lives(-pid) && !(postmaster && lives(postmaster)))
}

/** What is to outlive a start: a member, the sandbox's session that made them, its clock. */
async function stateOf(installation: Installation, session: string) {
  const { stdout } = await mainstay(installation, 'keys', 'create', 'tests', '--role', 'support')
  const key = { authorization: `Bearer ${stdout.trim()}` }
  const sandbox = { authorization: 'Bearer sk_test_mainstay' }
  const shape = z.object({ data: z.array(z.object({ email: z.string(), state: z.string() })) })
  const members = await fetch(`${installation.url}/api/members`, { headers: key })
  const { status, payment_status } = z
    .object({ status: z.string(), payment_status: z.string() })
    .parse(await json(`${installation.sandboxUrl}/v1/checkout/sessions/${session}`, sandbox))
  return {
    members: shape.parse(await members.json()).data,
    session: { status, payment_status },
    now: await productAt(installation).now(),
  }
}

async function json(address: string, headers: Record<string, string>): Promise<unknown> {
  return (await fetch(address, { headers })).json()
}

const month_s = 31 * 86_400
const kept = {
  members: [{ email: 'olena@example.org', state: 'member' }],
  session: { status: 'complete', payment_status: 'paid' },
}
let session = ''

test('a first start says in a few lines where to look, the last one when it serves', async ({
  installation,
}) => {
  const start = await started(installation)
  const product = productAt(installation)
  session = await product.order({ frequency: 'monthly', amount: '10' })
  await product.pay(session, { email: 'olena@example.org' })
  await product.advance(month_s)
  await product.settled()
  const lines = start.stdout().split('\n')
  expect(lines.length).toBeLessThan(15)
  expect(lines.at(-1)).toBe(`ready ${installation.url}`)
  for (const place of ['/article', '/support', '/desk', '/_dev/mail', '/sign-in/confirm?token=']) {
    expect(start.stdout()).toContain(`${installation.url}${place}`)
  }
  expect(start.stdout()).toContain(`${installation.sandboxUrl}/_sandbox`)
  expect(await stateOf(installation, session)).toMatchObject(kept)

  const postmaster = installation.postmasterPid()
  process.kill(start.pid, 'SIGINT') // npm alone, not its group
  expect(await start.exited).toBe(0)
  await nobodyLeft(start, postmaster)
})

test('a second start keeps members, the sandbox and its clock', async ({ installation }) => {
  const start = await started(installation)
  const state = await stateOf(installation, session)
  expect(state).toMatchObject(kept)
  expect(state.now).toBeGreaterThan(Date.now() / 1000 + month_s - 3600)
  const postmaster = installation.postmasterPid()
  process.kill(-start.pid, 'SIGTERM') // the whole group, as a supervisor does
  expect(await start.exited).toBe(0)
  await nobodyLeft(start, postmaster)
})

test('a start with a public BASE_URL hears of its payments all the same', async () => {
  const installation = await freshInstallation({ BASE_URL: 'https://members.example.invalid' })
  onTestFinished(installation.remove)
  const start = await started(installation)
  expect(start.stdout()).toContain('https://members.example.invalid/sign-in/confirm?token=')
  const product = productAt(installation)
  const gift = await product.order({ frequency: 'monthly', amount: '10' })
  await product.pay(gift, { email: 'olena@example.org' })
  await product.settled()
  expect(await stateOf(installation, gift)).toMatchObject(kept)
  const root = await fetch(installation.url, { redirect: 'manual' })
  expect([root.status, root.headers.get('location')]).toEqual([303, '/support'])
  process.kill(start.pid, 'SIGTERM')
  expect(await start.exited).toBe(0)
})

test('a start after everything was killed goes on with all that was there', async ({
  installation,
}) => {
  const start = await started(installation)
  const postmaster = installation.postmasterPid()
  process.kill(-start.pid, 'SIGKILL')
  if (postmaster !== null) process.kill(postmaster, 'SIGKILL')
  await nobodyLeft(start, postmaster)
  const next = await started(installation)
  expect(await stateOf(installation, session)).toMatchObject(kept)
  process.kill(-next.pid, 'SIGINT')
  await next.exited
})

test('a PostgreSQL that outlived its killed start is replaced by the next one', async ({
  installation,
}) => {
  const start = await started(installation)
  const orphan = installation.postmasterPid()
  process.kill(installation.nodePid(), 'SIGKILL')
  await start.exited
  expect(orphan !== null && lives(orphan)).toBe(true)
  const next = await started(installation)
  expect(installation.postmasterPid()).not.toBe(orphan)
  expect(await stateOf(installation, session)).toMatchObject(kept)
  process.kill(-next.pid, 'SIGINT')
  await next.exited
})

test('a port that is taken is named, and nothing is left running', async ({ installation }) => {
  const server = createServer().listen(Number(installation.env.PORT), '127.0.0.1')
  await once(server, 'listening')
  const start = npmStart(installation)
  expect(await start.exited).toBe(1)
  expect(start.stderr()).toContain('PORT')
  await nobodyLeft(start, installation.postmasterPid())
  server.close()
})

test('a postmaster.pid that names somebody else’s process stops nothing', async ({
  installation,
}) => {
  const file = join(installation.dataDir, 'postgres', 'postmaster.pid')
  const stranger = process.pid
  const stale = [stranger, join(installation.dataDir, 'postgres'), 0, 5432, '', '127.0.0.1']
  writeFileSync(file, stale.join('\n'))
  const start = await started(installation)

  // a second start on the same folder is refused, and the first one serves on
  const [port = 0, sandboxPort = 0] = await freePorts(2)
  const elsewhere = { PORT: String(port), SANDBOX_PORT: String(sandboxPort) }
  const second = npmStart({ ...installation, env: { ...installation.env, ...elsewhere } })
  expect(await second.exited).toBe(1)
  expect(second.stderr()).toContain('DATA_DIR')
  expect((await fetch(`${installation.url}/readyz`)).status).toBe(200)
  process.kill(-start.pid, 'SIGINT')
  expect(await start.exited).toBe(0)
})

test('Ctrl-C while it is still starting leaves no process, and exits 0', async () => {
  const early = await freshInstallation()
  onTestFinished(early.remove)
  const start = npmStart(early)
  const postmaster = await until('PostgreSQL has begun', () => early.postmasterPid() ?? false)
  process.kill(-start.pid, 'SIGINT')
  expect(await start.exited).toBe(0)
  await nobodyLeft(start, postmaster)
})
