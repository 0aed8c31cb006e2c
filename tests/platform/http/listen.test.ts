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
