import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import Stripe from 'stripe'
import { createSandbox } from '../../src/sandbox/sandbox.ts'
import { memoryStore } from '../../src/sandbox/store/memory.ts'

export const KEY = 'sk_test_edges'

/** A sandbox on a free port, in memory, and Stripe's own library pointed at it. */
export async function startSandbox() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const port = portOf(server.address())
  const origin = `http://127.0.0.1:${port}`
  const sandbox = await createSandbox({
    store: memoryStore(),
    machineNow: () => new Date('2026-11-24T09:00:00Z'),
    seed: 1,
    settlementCurrency: 'eur',
    origin,
    log: () => {},
  })
  server.on('request', getRequestListener(sandbox.fetch))
  const stripe = new Stripe(KEY, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    apiVersion: '2026-10-28.endive',
    maxNetworkRetries: 0,
  })
  return {
    origin,
    stripe,
    /** Past the network, where two requests would come one after the other. */
    fetch: sandbox.fetch,
    stop: async () => {
      await sandbox.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
export type Started = Awaited<ReturnType<typeof startSandbox>>

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('no port was given')
  return address.port
}
