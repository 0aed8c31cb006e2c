import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { listen } from '../../../src/platform/http/listen.ts'
import { freePorts } from '../../free-port.ts'

const nothing = () => new Response()

test('a port that is taken and a host that is none here are told apart', async () => {
  const [port = 0] = await freePorts(1)
  const first = await listen(nothing, { host: '127.0.0.1', port, variable: 'PORT' })
  const again = listen(nothing, { host: '127.0.0.1', port, variable: 'PORT' })
  await expect(again).rejects.toThrow(`PORT: 127.0.0.1:${port} is taken.`)
  await first.close()
  const elsewhere = listen(nothing, { host: '192.0.2.1', port, variable: 'PORT' })
  await expect(elsewhere).rejects.toThrow(`HOST: nothing can listen at 192.0.2.1:${port}`)
})

test('who asks for the connection to be closed has time to hear an early answer', async () => {
  const [port = 0] = await freePorts(1)
  const full = () => new Response('too much', { status: 413 })
  const server = await listen(full, { host: '127.0.0.1', port, variable: 'PORT' })
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {})
  socket.write('POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 9000000\r\n\r\n')
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1.1 413/)
  const answered = performance.now()
  const sending = setInterval(() => socket.write('more'), 20)
  await new Promise((cut) => socket.once('close', cut))
  clearInterval(sending)
  expect(performance.now() - answered).toBeGreaterThan(300)
  await server.close()
})
