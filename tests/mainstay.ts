import * as z from 'zod'
import { machineClock, startStripeSide } from '../src/cli/sandbox.ts'
import { configOf } from '../src/config.ts'
import { depsOf } from '../src/deps.ts'
import { createKey } from '../src/platform/auth/keys.ts'
import type { Role } from '../src/platform/auth/principal.ts'
import { databaseOn, openPool } from '../src/platform/database/connection.ts'
import { silentLog } from '../src/platform/log.ts'
import { serve } from '../src/server.ts'
import { testWithDatabase } from './database.ts'
import { freePorts } from './free-port.ts'
import { until } from './until.ts'

export type Mainstay = Awaited<ReturnType<typeof startMainstay>>

/**
 * The whole product as `npm start` wires it, in this process: the app and the sandbox over HTTP on
 * free ports, on a database of its own. `environment` as an operator would set it.
 */
export async function startMainstay(environment: Readonly<Record<string, string>>) {
  const [port, sandboxPort] = await freePorts(2)
  const ports = { PORT: port, SANDBOX_PORT: sandboxPort }
  const local = { production: false, localSecret: 'kept in the folder of the tests' }
  const config = configOf({ ...ports, ...environment }, local)
  const databaseUrl = z.string().parse(config.databaseUrl)
  const db = databaseOn(openPool(databaseUrl))
  const side = await startStripeSide(config, databaseUrl, silentLog)
  const clock = side.clock
  const deps = depsOf({ config, db, log: silentLog, machineClock, clock, random: Math.random })
  const server = await serve(deps)
  server.work()
  const sandbox = sandboxAt(z.string().parse(config.stripe.apiBase))
  return {
    url: server.url,
    sandboxUrl: sandbox.url,
    deps,
    ...sandbox.levers,
    /** Made and still to be made, also later. */
    pendingDeliveries: sandbox.pendingDeliveries,
    /** Asks the API as a program with a key of this role. */
    api: async (role: Role) => {
      const { key } = await createKey(db, deps, { name: 'tests', role })
      return (path: string, init: RequestInit = {}) =>
        fetch(new URL(path, server.url), {
          ...init,
          headers: { authorization: `Bearer ${key}`, ...init.headers },
        })
    },
    /** Orders as a program does; the id of the Checkout session. */
    order: (order: Order) => orderAt(server.url, order),
    /** When every delivery was made and nothing waits in the inbox. */
    settled: () =>
      until('deliveries made and the inbox empty', async () => {
        if ((await sandbox.pendingDeliveries()) > 0) return false
        return (await pendingEvents(server.url)) === 0
      }),
    close: async () => {
      await server.close()
      await side.close()
      await db.destroy()
    },
  }
}

type Order = Readonly<{
  frequency: 'once' | 'monthly' | 'yearly'
  amount: string
  currency?: string
  campaign?: string
}>

async function orderAt(url: string, { currency = 'EUR', ...order }: Order): Promise<string> {
  const json = { accept: 'application/json', 'content-type': 'application/json' }
  const { nonce } = await answer(
    fetch(`${url}/checkout/nonce`, { headers: json }),
    z.object({ nonce: z.string() }),
  )
  const body = JSON.stringify({ ...order, currency, nonce })
  const opened = fetch(`${url}/checkout`, { method: 'POST', headers: json, body })
  return (await answer(opened, z.object({ id: z.string() }))).id
}

async function pendingEvents(url: string): Promise<number> {
  const readiness = z.object({ sync: z.object({ pending: z.number() }) })
  return (await answer(fetch(`${url}/readyz`), readiness)).sync.pending
}

/** The sandbox's own levers (contract.md), which a test pulls in place of time and people. */
function sandboxAt(url: string) {
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    return answer(
      fetch(`${url}/_sandbox/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
      z.unknown(),
    )
  }
  return {
    url,
    pendingDeliveries: async () =>
      (await answer(fetch(`${url}/_sandbox/deliveries`), z.object({ pending: z.number() })))
        .pending,
    levers: {
      pay: (session: string, payment: { email: string; card?: string; name?: string }) =>
        post(`checkout/${session}/pay`, { card: '4242424242424242', ...payment }),
      advance: (seconds: number) => post('clock', { advance_seconds: seconds }),
      act: (action: object) => post('actions', action),
      chaos: (setting: object) => post('chaos', setting),
      flush: () => post('flush', {}),
    },
  }
}

async function answer<T>(asked: Promise<Response>, schema: z.ZodType<T>): Promise<T> {
  const response = await asked
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`)
  return schema.parse(JSON.parse(text))
}

/** `mainstay`: one running product for the file, on the file's own database. */
export const testWithMainstay = testWithDatabase.extend<{ mainstay: Mainstay }>({
  mainstay: [
    async ({ databaseUrl }, use) => {
      const mainstay = await startMainstay({ DATABASE_URL: databaseUrl })
      await use(mainstay)
      await mainstay.close()
    },
    { scope: 'file' },
  ],
})
