import { machineClock, startStripeSide } from '../src/cli/sandbox.ts'
import { configOf } from '../src/config.ts'
import { depsOf } from '../src/deps.ts'
import { createKey } from '../src/platform/auth/keys.ts'
import type { Role } from '../src/platform/auth/principal.ts'
import { databaseOn, openPool } from '../src/platform/database/connection.ts'
import { silentLog } from '../src/platform/log.ts'
import { keptMails } from '../src/platform/mail/local-mailbox.ts'
import { serve } from '../src/server.ts'
import { testWithDatabase } from './database.ts'
import { freePorts } from './free-port.ts'
import { productAt } from './product.ts'

export type Mainstay = Awaited<ReturnType<typeof startMainstay>>

/**
 * The whole product as `npm start` wires it, in this process: the app and the sandbox over HTTP on
 * free ports, on the database given. `environment` as an operator would set it.
 */
async function startMainstay({
  databaseUrl,
  environment = {},
}: {
  databaseUrl: string
  environment?: Readonly<Record<string, string>>
}) {
  const [port, sandboxPort] = await freePorts(2)
  const local = { production: false, localSecret: 'kept in the folder of the tests' }
  const config = configOf({ PORT: port, SANDBOX_PORT: sandboxPort, ...environment }, local)
  const db = databaseOn(openPool(databaseUrl))
  const side = await startStripeSide(config, databaseUrl, silentLog)
  const { clock } = side
  const deps = depsOf({ config, db, log: silentLog, machineClock, clock, random: Math.random })
  const server = await serve(deps)
  server.work()
  const { url } = server
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  return {
    url,
    sandboxUrl,
    deps,
    ...productAt({ url, sandboxUrl }),
    /** What the local mailbox keeps for an address, newest first. */
    mailsTo: async (address: string) => (await keptMails(db)).filter(({ to }) => to === address),
    /** Asks the API as a program with a key of this role. */
    api: async (role: Role) => {
      const { key } = await createKey(db, deps, { name: 'tests', role })
      return (path: string, init: RequestInit = {}) =>
        fetch(new URL(path, url), {
          ...init,
          headers: { authorization: `Bearer ${key}`, ...init.headers },
        })
    },
    close: async () => {
      await server.close()
      await side.close()
      await db.destroy()
    },
  }
}

/**
 * `mainstay`: one running product for the file, on the file's own database; `environment`, extended
 * again, is what an operator has set for it.
 */
export const testWithMainstay = testWithDatabase.extend<{
  environment: Readonly<Record<string, string>>
  mainstay: Mainstay
}>({
  environment: [{}, { scope: 'file' }],
  mainstay: [
    async ({ databaseUrl, environment }, use) => {
      const mainstay = await startMainstay({ databaseUrl, environment })
      await use(mainstay)
      await mainstay.close()
    },
    { scope: 'file' },
  ],
})
