import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, vi } from 'vitest'
import {
  type Launched,
  lives,
  npmDevWorker,
  npmStart,
  testWithInstallation as test,
} from '../cli/installation.ts'
import { productAt } from '../product.ts'

vi.setConfig({ testTimeout: 60_000 })

async function ready(start: Launched): Promise<string> {
  onTestFinished(() => {
    if (lives(-start.pid)) process.kill(-start.pid, 'SIGINT')
  })
  await start.ready()
  return /^ready (.*)$/m.exec(start.stdout())?.[1] ?? ''
}

/** The port that nobody asked for by name; when somebody else has it, that serves as well. */
async function takeUsualPort() {
  const server = createServer().listen(8787, '127.0.0.1')
  await Promise.race([once(server, 'listening'), once(server, 'error').catch(() => {})])
  onTestFinished(() => {
    server.close()
  })
}

test('beside a running start the Worker has its own port, and the same books and sandbox', async ({
  installation,
}) => {
  const start = npmStart(installation)
  await ready(start)
  await takeUsualPort()
  const { PORT: _, ...env } = installation.env
  const worker = npmDevWorker({ env })
  const url = await ready(worker)
  expect(url).not.toBe(installation.url)
  expect(worker.stdout()).toContain(
    `Port 8787 is taken, so the Worker listens at ${url.split(':')[2]}`,
  )

  const product = productAt({ url, sandboxUrl: installation.sandboxUrl })
  const session = await product.order({ frequency: 'once', amount: '5' })
  await product.pay(session, { email: 'olena@example.org' })
  await product.settled()
  for (const place of [url, installation.url]) {
    const thanks = await fetch(`${place}/thank-you?session_id=${session}`)
    expect(await thanks.text()).toContain('Your gift of €5.00 has reached us.')
  }

  process.kill(-worker.pid, 'SIGINT')
  expect(await worker.exited).toBe(0)
  expect((await fetch(`${installation.url}/readyz`)).status).toBe(200)
  process.kill(-start.pid, 'SIGINT')
  expect(await start.exited).toBe(0)
})
