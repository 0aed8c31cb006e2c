import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, vi } from 'vitest'
import { sandboxWebhookSecret } from '../../src/config.ts'
import { testWithDatabase } from '../database.ts'
import { delivery } from '../stripe/house.ts'
import { until } from '../until.ts'
import { served } from './served.ts'

vi.setConfig({ testTimeout: 120_000 })

type App = Awaited<ReturnType<typeof served>>
const test = testWithDatabase.extend<{ app: App }>({
  app: [
    async ({ databaseUrl }, use) => {
      const app = await served(databaseUrl)
      await use(app)
      await app.close()
    },
    { scope: 'file' },
  ],
})

const mostGrowth_kb = 20_000

/** What the server says to these headers and then to a body that never ends by itself. */
async function flood(port: number, headers: string): Promise<{ said: string; sent: number }> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  let said = ''
  let open = true
  socket.on('data', (chunk) => {
    said += chunk
  })
  socket
    .on('error', () => {})
    .on('close', () => {
      open = false
    })
  socket.write(
    `POST /webhooks/stripe HTTP/1.1\r\nHost: app\r\nStripe-Signature: t=1,v1=0\r\n${headers}\r\n\r\n`,
  )
  const chunk = headers.startsWith('Transfer')
    ? `10000\r\n${'x'.repeat(65_536)}\r\n`
    : 'x'.repeat(65_536)
  let sent = 0
  while (open && sent < 1_000_000_000) {
    sent += 65_536
    if (!socket.write(chunk)) await taken(socket)
  }
  socket.destroy()
  return { said, sent }
}

/** Until more may be sent, or the connection has ended, with an error or without. */
async function taken(socket: Socket): Promise<void> {
  const over = new AbortController()
  const { signal } = over
  await Promise.race([once(socket, 'drain', { signal }), once(socket, 'close', { signal })]).catch(
    () => {},
  )
  over.abort()
}

const floods: [string, string][] = [
  ['announced as 1 GB', 'Content-Length: 1073741824'],
  ['streamed without a length', 'Transfer-Encoding: chunked'],
]
for (const [name, headers] of floods) {
  test(`a body of 1 GB, ${name}, is refused before it is read and takes no memory`, async ({
    app,
  }) => {
    await doorTimes(app, 50)
    const before = await app.peak_kb()
    const { said, sent } = await flood(app.port, headers)
    expect(said).toMatch(/^HTTP\/1.1 413/)
    expect(sent).toBeLessThan(300_000_000)
    const growth_kb = (await app.peak_kb()) - before
    console.info(`${name}: ${sent} bytes sent until it was cut off, ${growth_kb} kB more memory`)
    expect(growth_kb).toBeLessThan(mostGrowth_kb)
  })
}

let events = 0
/** How long honest deliveries take one after the other, milliseconds, in ascending order. */
async function doorTimes({ url }: App, count: number): Promise<number[]> {
  const times: number[] = []
  for (let number = 0; number < count; number += 1) {
    events += 1
    const object = { id: `cus_${events}`, object: 'customer' }
    const event = {
      id: `evt_${events}`,
      type: 'customer.updated',
      livemode: false,
      data: { object },
    }
    const sent = performance.now()
    const now = new Date()
    const answer = await fetch(
      `${url}/webhooks/stripe`,
      delivery(event, { now, by: sandboxWebhookSecret }),
    )
    expect(answer.status).toBe(200)
    await answer.arrayBuffer()
    times.push(performance.now() - sent)
  }
  return times.sort((a, b) => a - b)
}

const at = (times: readonly number[], part: number) => times[Math.floor(times.length * part)] ?? 0

test('a hundred bodies of a byte a second and a thousand idle sockets slow nobody, and are let go', async ({
  app,
}) => {
  await doorTimes(app, 100)
  const before = await doorTimes(app, 200)
  const idle = await opened(app.port, 1000)
  const slow = await opened(app.port, 100)
  for (const socket of slow) {
    socket.write('POST /webhooks/stripe HTTP/1.1\r\nHost: app\r\nContent-Length: 1000\r\n\r\n')
  }
  const dripping = setInterval(() => {
    for (const socket of slow) if (!socket.destroyed) socket.write('x')
  }, 1000)
  await wait(1500)
  const beside = await doorTimes(app, 200)
  const [usual_ms, besides_ms] = [at(before, 0.5), at(beside, 0.5)]
  console.info(
    `door: median ${usual_ms.toFixed(2)} ms alone, ${besides_ms.toFixed(2)} ms beside them`,
  )
  expect(besides_ms).toBeLessThan(3 * usual_ms + 5)
  const left = () => [...idle, ...slow].filter(({ closed }) => !closed).length
  await until('every one of their sockets is closed', () => left() === 0, { within_s: 60 })
  clearInterval(dripping)
  expect((await doorTimes(app, 20)).length).toBe(20)
})

async function opened(port: number, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () =>
    connect(port, '127.0.0.1').on('error', () => {}),
  )
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  for (const socket of sockets) socket.resume()
  return sockets
}
